package org.yima.index.store;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yima.index.matching.Doubt;
import org.yima.index.matching.Verdict;
import org.yima.index.matching.explain.Explanation;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.SqlTx;

/** Doubts that wait for people, and what people have decided about pairs. */
@ApplicationScoped
public class Doubts {
  private final Ids ids;
  private final Clock clock;

  public Doubts(Ids ids, Clock clock) {
    this.ids = ids;
    this.clock = clock;
  }

  /** A doubt that a record has raised. */
  public record Raised(Id recordId, Doubt doubt) {}

  /**
   * A doubt that a record has raised, with what the weights say of the pair.
   *
   * @param why levels and weights, never a value
   */
  public record Weighed(Id recordId, Doubt doubt, Optional<Explanation> why) {}

  /**
   * Queues doubts with their explanation. One that waits already, whichever of the two raised it,
   * is explained anew and comes where it now belongs, unless somebody has taken it up or put it
   * off; one that is decided stays as it is.
   */
  public Uni<Void> ask(SqlTx tx, List<Weighed> weighed) {
    return explainAnew(tx, weighed).chain(() -> queue(tx, weighed));
  }

  private Uni<Void> explainAnew(SqlTx tx, List<Weighed> weighed) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    return tx.batch(
        """
        update index_match
        set kind = $4, differs = $5, rule = $6, score = $7, weights = $8, explanation = $9
        where bucket = $1 and record_id = $2 and other_id = $3 and status = 'OPEN'
          and (claimed_until is null or claimed_until <= $10)
        """,
        weighed.stream()
            .flatMap(
                w -> {
                  Object[] row = row(w, now);
                  Id one = w.recordId();
                  Id other = w.doubt().other();
                  return Stream.of(anew(one, other, row, now), anew(other, one, row, now));
                })
            .toList());
  }

  private static Object[] anew(Id one, Id other, Object[] row, OffsetDateTime now) {
    return new Object[] {
      one.bucket(), one.uuid(), other.uuid(), row[4], row[5], row[7], row[8], row[9], row[10], now
    };
  }

  private Uni<Void> queue(SqlTx tx, List<Weighed> weighed) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    return tx.batch(
        """
        insert into index_match
          (bucket, id, record_id, other_id, kind, differs, status, version, created_at,
           rule, score, weights, explanation)
        select $1, $2, $3, $4, $5, $6, 'OPEN', 0, $7, $8, $9, $10, $11
        where not exists (
          select 1 from index_match m
          where m.bucket = $12 and m.record_id = $4 and m.other_id = $3)
        on conflict (bucket, record_id, other_id) do nothing
        """,
        weighed.stream().map(w -> row(w, now)).toList());
  }

  /**
   * What a doubt's row holds: bucket, id, record, other, kind, differs, time, rule, score (in
   * thousandths of a bit), weights, explanation, and the bucket of the other record.
   */
  public Object[] row(Weighed weighed, OffsetDateTime now) {
    List<Object> row =
        new ArrayList<>(Arrays.asList(row(new Raised(weighed.recordId(), weighed.doubt()), now)));
    row.add(weighed.why().flatMap(Explanation::rule).orElse(null));
    row.add(weighed.why().map(why -> (int) Math.round(why.score() * 1000)).orElse(null));
    row.add(weighed.why().map(Explanation::version).orElse(null));
    row.add(weighed.why().map(why -> JsonObject.mapFrom(why).encode()).orElse(null));
    row.add(weighed.doubt().other().bucket());
    return row.toArray();
  }

  /**
   * Queues questions that people have to answer now, whichever of the two raised the doubt before:
   * one that was put off comes back, and so does one whose answer was taken back. One that waits or
   * whose answer stands stays as it is.
   */
  public Uni<Void> raise(SqlTx tx, List<Raised> raised) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    return reopen(tx, raised)
        .chain(
            () ->
                tx.batch(
                    """
                    insert into index_match
                      (bucket, id, record_id, other_id, kind, differs, status, version, created_at)
                    select $1, $2, $3, $4, $5, $6, 'OPEN', 0, $7
                    where not exists (
                      select 1 from index_match m
                      where m.bucket = $8 and m.record_id = $4 and m.other_id = $3)
                    on conflict (bucket, record_id, other_id) do nothing
                    """,
                    raised.stream().map(r -> beside(row(r, now), r.doubt().other())).toList()));
  }

  private static Object[] beside(Object[] row, Id other) {
    Object[] with = Arrays.copyOf(row, row.length + 1);
    with[row.length] = other.bucket();
    return with;
  }

  /** What is noted of a pair goes with an answer that is no more: the question is open. */
  private static Uni<Void> reopen(SqlTx tx, List<Raised> raised) {
    return tx.batch(
        """
        with opened as (
          update index_match m
          set status = 'OPEN', later_until = null, merge_id = null, same_by = null
          where m.bucket = $1 and m.record_id = $2 and m.other_id = $3
            and (m.status = 'LATER' or (m.status = 'SAME' and not exists (
              select 1 from index_verdict v where v.bucket = m.bucket
                and v.record_id = m.record_id and v.other_id = m.other_id
                and v.verdict = 'SAME')))
          returning m.record_id, m.other_id)
        delete from index_verdict v using opened o
        where (v.bucket = $1 and v.record_id = o.record_id and v.other_id = o.other_id)
          or (v.bucket = $4 and v.record_id = o.other_id and v.other_id = o.record_id)
        """,
        raised.stream()
            .flatMap(
                r -> {
                  Id one = r.recordId();
                  Id other = r.doubt().other();
                  return Stream.of(
                      new Object[] {one.bucket(), one.uuid(), other.uuid(), other.bucket()},
                      new Object[] {other.bucket(), other.uuid(), one.uuid(), one.bucket()});
                })
            .toList());
  }

  private Object[] row(Raised raised, OffsetDateTime now) {
    Id match = ids.beside(IdType.MATCH, raised.recordId());
    return new Object[] {
      match.bucket(),
      match.uuid(),
      raised.recordId().uuid(),
      raised.doubt().other().uuid(),
      raised.doubt().kind().name(),
      raised.doubt().differs().stream().map(Enum::name).sorted().collect(Collectors.joining(",")),
      now
    };
  }

  /** What people have decided about these records: by record, then by the other one. */
  public Uni<Map<Id, Map<Id, Verdict>>> verdicts(Statements db, Collection<Id> records) {
    if (records.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return db.query(
            """
            select v.record_id, v.other_id, v.verdict
            from unnest($1::int[], $2::uuid[]) as wanted (bucket, id)
            join index_verdict v on v.bucket = wanted.bucket and v.record_id = wanted.id
            """,
            records.stream().map(Id::bucket).toArray(Integer[]::new),
            records.stream().map(Id::uuid).toArray(UUID[]::new))
        .map(
            rows -> {
              Map<Id, Map<Id, Verdict>> verdicts = new HashMap<>();
              Records.stream(rows).forEach(row -> add(verdicts, row));
              return verdicts;
            });
  }

  private static void add(Map<Id, Map<Id, Verdict>> verdicts, Row row) {
    verdicts
        .computeIfAbsent(new Id(IdType.RECORD, row.getUUID("record_id")), r -> new HashMap<>())
        .put(
            new Id(IdType.RECORD, row.getUUID("other_id")),
            Verdict.valueOf(row.getString("verdict")));
  }

  /**
   * Remembers a verdict beside each of the two records. Of those that are the same each is from now
   * on certainly one with whoever was certainly one with the other.
   */
  public Uni<Void> remember(SqlTx tx, Id one, Id other, Verdict verdict) {
    return remembered(tx, one, other, verdict)
        .chain(
            () -> verdict == Verdict.SAME ? certain(tx, one, other) : Uni.createFrom().voidItem());
  }

  private static Uni<Void> certain(SqlTx tx, Id one, Id other) {
    return tx.query(
            """
            select r.person_id, coalesce(r.certain_id, r.person_id) as certain
            from unnest($1::int[], $2::uuid[]) as w (bucket, id)
            join index_record r on r.bucket = w.bucket and r.id = w.id
            """,
            new Integer[] {one.bucket(), other.bucket()},
            new UUID[] {one.uuid(), other.uuid()})
        .chain(told -> certain(tx, Records.stream(told)));
  }

  private static Uni<Void> certain(SqlTx tx, List<Row> told) {
    List<UUID> groups = told.stream().map(row -> row.getUUID("certain")).sorted().toList();
    List<Id> persons =
        told.stream().map(row -> new Id(IdType.PERSON, row.getUUID("person_id"))).toList();
    return tx.query(
            """
            select m.record_id from unnest($1::int[], $2::uuid[]) as w (bucket, id)
            join index_person_record m on m.bucket = w.bucket and m.person_id = w.id
            """,
            persons.stream().map(Id::bucket).toArray(Integer[]::new),
            persons.stream().map(Id::uuid).toArray(UUID[]::new))
        .map(Records::recordIds)
        .chain(
            members ->
                tx.batch(
                    """
                    update index_record set certain_id = $3
                    where bucket = $1 and id = $2
                      and coalesce(certain_id, person_id) = any($4::uuid[])
                    """,
                    members.stream()
                        .sorted()
                        .map(
                            id ->
                                new Object[] {
                                  id.bucket(), id.uuid(), groups.get(0), groups.toArray(UUID[]::new)
                                })
                        .toList()));
  }

  private static Uni<Void> remembered(SqlTx tx, Id one, Id other, Verdict verdict) {
    return tx.batch(
        """
        insert into index_verdict (bucket, record_id, other_id, verdict) values ($1, $2, $3, $4)
        on conflict (bucket, record_id, other_id) do update set verdict = excluded.verdict
        """,
        List.of(
            new Object[] {one.bucket(), one.uuid(), other.uuid(), verdict.name()},
            new Object[] {other.bucket(), other.uuid(), one.uuid(), verdict.name()}));
  }
}
