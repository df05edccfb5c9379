package org.yima.index.founding;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.yima.index.SourceRecord;
import org.yima.index.living.Arrangement;
import org.yima.index.living.Census;
import org.yima.index.living.Plain;
import org.yima.index.store.Barred;
import org.yima.index.store.Doubts;
import org.yima.index.store.Edge;
import org.yima.index.store.LinkScores;
import org.yima.index.store.Links;
import org.yima.index.store.Placement;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;

/** What became of every record, by its place, and the rows that follow from that alone. */
final class Persons {
  private static final int PART = 1 << 12;

  /** Of whom nothing has to be known any more but who is placed where. */
  private static final SourceRecord KNOWN =
      new SourceRecord(
          "",
          "",
          "",
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private final Roll roll;
  private final Ids ids;
  private final Doubts doubts;
  private final OffsetDateTime now;
  private final Waiting waiting;
  private final String weights;
  private final String engine;
  private final long[] personHigh;
  private final long[] personLow;
  private final int[] certain;
  private final Links.Reason[] reason;

  /** With whom the link is strongest, or -1, and its score. */
  private final int[] strongest;

  private final int[] score;
  private final Edges edges = new Edges();
  private List<Running> running = List.of();
  private int persons;
  private final AtomicLong links = new AtomicLong();
  private final AtomicLong questions = new AtomicLong();

  Persons(Census census, Roll roll, Ids ids, Doubts doubts, OffsetDateTime now, Waiting waiting) {
    this.roll = roll;
    this.ids = ids;
    this.doubts = doubts;
    this.now = now;
    this.waiting = waiting;
    weights = census.weights();
    engine = census.engine();
    personHigh = new long[roll.size()];
    personLow = new long[roll.size()];
    certain = new int[roll.size()];
    reason = new Links.Reason[roll.size()];
    strongest = new int[roll.size()];
    score = new int[roll.size()];
    Arrays.fill(strongest, -1);
  }

  /** Rows that one task has made. */
  private static final class Made {
    private final CopyRows persons = new CopyRows(PART * 38);
    private final Edges edges = new Edges();
    private final CopyRows barred = new CopyRows(1 << 10);
    private final CopyRows asked = new CopyRows();
  }

  /**
   * Some that are settled together.
   *
   * @param begins the first place of them
   */
  private record Part(int begins, Supplier<Integer> work) {}

  private record Running(int begins, CompletableFuture<Integer> done) {}

  /** Begins to settle everybody, those of the first places first. */
  void begin(Census.Settling settling, Executor workers) {
    List<Part> parts = new ArrayList<>();
    int[] alone = settling.alone();
    for (int from = 0; from < alone.length; from += PART) {
      int first = from;
      int end = Math.min(alone.length, from + PART);
      parts.add(new Part(alone[first], () -> found(alone, first, end)));
    }
    for (int from = 0; from < settling.groups(); from += PART) {
      int first = from;
      int end = Math.min(settling.groups(), from + PART);
      parts.add(new Part(settling.members(first)[0], () -> settle(settling, first, end)));
    }
    running =
        parts.stream()
            .sorted(Comparator.comparingInt(Part::begins))
            .map(
                part ->
                    new Running(part.begins(), CompletableFuture.supplyAsync(part.work(), workers)))
            .toList();
  }

  /** Waits until all before a place are settled: a group counts where its first record stands. */
  void await(int place) {
    for (Running part : running) {
      if (part.begins() >= place) {
        return;
      }
      int unused = part.done().join();
    }
  }

  /** Waits until everybody is settled. */
  void finish() {
    for (Running part : running) {
      persons += part.done().join();
    }
    edges.close(roll.size());
  }

  /** Answers how many persons there are, and lets the rows wait. */
  private int done(Made made, int founded) {
    waiting.persons.add(made.persons);
    edges.addAll(made.edges);
    waiting.barred.add(made.barred);
    waiting.asked.add(made.asked);
    return founded;
  }

  private int found(int[] alone, int from, int to) {
    Made made = new Made();
    for (int i = from; i < to; i++) {
      place(alone[i], founded(made), Links.Reason.NEW, alone[i]);
    }
    return done(made, to - from);
  }

  private Id founded(Made made) {
    Id founded = ids.founding(IdType.PERSON);
    row(made, founded);
    return founded;
  }

  private void row(Made made, Id founded) {
    made.persons.row(3).int4(founded.bucket()).uuid(founded.uuid()).time(now);
  }

  private void place(int place, Id person, Links.Reason why, int certainly) {
    personHigh[place] = person.uuid().getMostSignificantBits();
    personLow[place] = person.uuid().getLeastSignificantBits();
    reason[place] = why;
    certain[place] = certainly;
  }

  private int settle(Census.Settling settling, int from, int to) {
    Made made = new Made();
    Plain plain = settling.plain();
    int founded = 0;
    for (int group = from; group < to; group++) {
      if (plain.holds(group)) {
        keep(made, plain);
        founded++;
        continue;
      }
      int[] members = settling.members(group);
      List<Placement> batch = new ArrayList<>(members.length);
      for (int place : members) {
        batch.add(
            new Placement(
                KNOWN, roll.id(place), ids.founding(IdType.PERSON), 1, 0, Optional.empty()));
      }
      Arrangement arrangement = settling.settle(group, batch, () -> ids.founding(IdType.PERSON));
      keep(made, members, arrangement);
      founded += arrangement.founded().size();
    }
    return done(made, founded);
  }

  /** All of a group are one person. */
  private void keep(Made made, Plain plain) {
    Id person = founded(made);
    for (int i = 0; i < plain.size(); i++) {
      int place = plain.member(i);
      if (i == 0) {
        place(place, person, Links.Reason.NEW, least(plain, i));
        continue;
      }
      int link = plain.strongest(i);
      place(
          place,
          person,
          plain.byDocument(link) ? Links.Reason.DOCUMENT : Links.Reason.SCORE,
          least(plain, i));
      strongest[place] = plain.member(plain.one(link) == i ? plain.other(link) : plain.one(link));
      score[place] = plain.score(link);
    }
    for (int link = 0; link < plain.links(); link++) {
      int one = plain.member(plain.one(link));
      int other = plain.member(plain.other(link));
      made.edges.add(one, other, plain.byDocument(link), plain.score(link));
    }
    links.addAndGet(plain.links());
  }

  /** Of those that are certainly one with a record the one with the least id names them. */
  private int least(Plain plain, int member) {
    int least = plain.member(member);
    for (int i = 0; i < plain.size(); i++) {
      if (plain.certain(i) == plain.certain(member) && roll.compare(plain.member(i), least) < 0) {
        least = plain.member(i);
      }
    }
    return least;
  }

  private void keep(Made made, int[] members, Arrangement arrangement) {
    Map<UUID, Integer> places = new HashMap<>();
    for (int place : members) {
      places.put(roll.uuid(place), place);
    }
    for (Links.Move move : arrangement.moves()) {
      place(
          places.get(move.recordId().uuid()),
          move.to(),
          move.reason(),
          places.get(arrangement.certain().get(move.recordId())));
    }
    for (LinkScores.Score of : arrangement.scores()) {
      int place = places.get(of.recordId().uuid());
      strongest[place] = places.get(of.other().uuid());
      score[place] = of.score();
    }
    arrangement.founded().forEach(founded -> row(made, founded));
    for (Edge edge : arrangement.found()) {
      int one = places.get(edge.one().uuid());
      int other = places.get(edge.other().uuid());
      made.edges.add(one, other, edge.byDocument(), edge.score());
    }
    for (Barred pair : arrangement.barred()) {
      barred(made.barred, pair.one(), pair.other());
      barred(made.barred, pair.other(), pair.one());
    }
    for (Doubts.Weighed doubt : arrangement.doubts()) {
      asked(made.asked, doubts.row(doubt, now));
    }
    links.addAndGet(arrangement.found().size());
    questions.addAndGet(arrangement.doubts().size());
  }

  private static void barred(CopyRows rows, Id at, Id other) {
    rows.row(3).int4(at.bucket()).uuid(at.uuid()).uuid(other.uuid());
  }

  /** The columns of {@link Doubts#row}, and the state in which a doubt begins. */
  private static void asked(CopyRows rows, Object[] row) {
    rows.row(13)
        .int4((Integer) row[0])
        .uuid((UUID) row[1])
        .uuid((UUID) row[2])
        .uuid((UUID) row[3])
        .text((String) row[4])
        .text((String) row[5])
        .text("OPEN")
        .int4(0)
        .time((OffsetDateTime) row[6])
        .text((String) row[7])
        .int4OrNull((Integer) row[8])
        .text((String) row[9])
        .text((String) row[10]);
  }

  /** Adds the person of a record as a field. */
  void of(CopyRows rows, int place) {
    rows.words(personHigh[place], personLow[place]);
  }

  int bucket(int place) {
    return (int) (personHigh[place] & 0xfff);
  }

  /** The first word of the id of a record's person. */
  long high(int place) {
    return personHigh[place];
  }

  /** The links by which all that was found. */
  Edges edges() {
    return edges;
  }

  /** The record whose id names those that are certainly one with this. */
  int certain(int place) {
    return certain[place];
  }

  Links.Reason reason(int place) {
    return reason[place];
  }

  /** With whom the link is strongest by which the record came to its person; -1: by none. */
  int strongest(int place) {
    return strongest[place];
  }

  /** Of that link, in thousandths of a bit. */
  int score(int place) {
    return score[place];
  }

  /** The version by which all was weighed. */
  String weights() {
    return weights;
  }

  /** The engine by which all were compared. */
  String engine() {
    return engine;
  }

  int persons() {
    return persons;
  }

  long links() {
    return links.get();
  }

  long questions() {
    return questions.get();
  }
}
