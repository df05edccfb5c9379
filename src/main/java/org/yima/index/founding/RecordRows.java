package org.yima.index.founding;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.Map;
import org.yima.index.store.Links;

/** The rows of records, and of what lies beside them and follows from who is who. */
final class RecordRows {
  static final String STEPS = "index_link (bucket, record_id, step, to_person, reason, actor, at)";
  static final String SCORES =
      "index_link_score (bucket, record_id, step, other_id, score, weights, engine)";
  static final String MEMBERS = "index_person_record (bucket, person_id, record_id)";
  static final String EDGES =
      "index_edge (bucket, record_id, other_id, by_document, score, weights, engine)";

  private static final int PART = 1 << 12;

  /** What stands in a row of each step, by what led to it. */
  private static final Map<Links.Reason, byte[]> REASONS = new EnumMap<>(Links.Reason.class);

  static {
    for (Links.Reason reason : Links.Reason.values()) {
      REASONS.put(reason, reason.name().getBytes(StandardCharsets.UTF_8));
    }
  }

  private final Roll roll;
  private final BlockRoll blocks;
  private final Persons persons;
  private final Spill begun;
  private final byte[] actor;
  private final OffsetDateTime now;
  private final byte[] weights;
  private final byte[] engine;

  /** The first record of each part of the rows that were begun. */
  private final int[] firsts;

  /**
   * All rows.
   *
   * @param begun rows of {@link SealedRows#RECORDS} but for their last three fields
   * @param firsts the first record of each part of them
   */
  RecordRows(
      Roll roll,
      BlockRoll blocks,
      Persons persons,
      Spill begun,
      int[] firsts,
      String actor,
      OffsetDateTime now) {
    this.roll = roll;
    this.blocks = blocks;
    this.persons = persons;
    this.begun = begun;
    this.firsts = firsts;
    this.actor = actor.getBytes(StandardCharsets.UTF_8);
    this.now = now;
    weights = persons.weights().getBytes(StandardCharsets.UTF_8);
    engine = persons.engine().getBytes(StandardCharsets.UTF_8);
  }

  /** What one record adds. */
  interface One {
    void add(CopyRows rows, int place);
  }

  int parts() {
    return (roll.size() + PART - 1) / PART;
  }

  /** All records, in the order of their ids. */
  int[] byRecord() {
    return Order.of(roll.size(), roll::high);
  }

  /** All records, in the order of their persons' ids. */
  int[] byPerson() {
    return Order.of(roll.size(), persons::high);
  }

  /** What some of the records add, in an order of all. */
  CopyRows part(int part, int[] order, One one) {
    CopyRows rows = new CopyRows(PART * 128);
    for (int i = part * PART; i < Math.min(order.length, (part + 1) * PART); i++) {
      one.add(rows, order[i]);
    }
    return rows;
  }

  /** Completes the rows of records that were begun together, once these are settled. */
  CopyRows records(int part) {
    persons.await(firsts[part + 1]);
    CopyRows begun = this.begun.part(part);
    CopyRows rows = new CopyRows(begun.size() + (firsts[part + 1] - firsts[part]) * 320);
    ByteBuffer lengths = ByteBuffer.wrap(begun.bytes());
    int at = 0;
    for (int place = firsts[part]; place < firsts[part + 1]; place++) {
      int end = at + 4 + lengths.getInt(at);
      rows.made(begun.bytes(), at + 4, end);
      persons.of(rows, place);
      int certain = persons.certain(place);
      roll.of(rows, certain);
      blocks.keys(rows, place);
      at = end;
    }
    return rows;
  }

  void step(CopyRows rows, int place) {
    record(rows.row(7), place).int4(1);
    persons.of(rows, place);
    rows.bytea(REASONS.get(persons.reason(place))).bytea(actor).time(now);
  }

  private CopyRows record(CopyRows rows, int place) {
    return roll.of(rows.int4(roll.bucket(place)), place);
  }

  void score(CopyRows rows, int place) {
    int other = persons.strongest(place);
    if (other >= 0) {
      roll.of(record(rows.row(7), place).int4(1), other)
          .int4(persons.score(place))
          .bytea(weights)
          .bytea(engine);
    }
  }

  void edges(CopyRows rows, int place) {
    persons.edges().of(rows, place, roll, weights, engine);
  }

  void member(CopyRows rows, int place) {
    rows.row(3).int4(persons.bucket(place));
    persons.of(rows, place);
    roll.of(rows, place);
  }
}
