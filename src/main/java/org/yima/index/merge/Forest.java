package org.yima.index.merge;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.yima.index.store.Statements;
import org.yima.platform.Id;
import org.yima.platform.IdType;

/**
 * How persons hang under each other by the joins that stand, and where each record is at home.
 *
 * <p>A join that goes by the records that it names is no home of theirs while it stands, as little
 * as a merge: they are at home where they were before it, so that whatever lies under it can still
 * be taken back by homes. Only where people have parted records are these at home where they went,
 * until that is taken back.
 */
final class Forest {
  private Forest() {}

  /**
   * Where a record would be without any merge.
   *
   * @param since when it came there
   */
  record Home(Id person, OffsetDateTime since) {}

  private static final String UP =
      """
      with recursive up as (
        select $1::uuid as person, 0 as height
        union
        select m.target_person, u.height + 1 from up u
        join index_merge m on m.source_person = u.person and m.bucket =
            (((get_byte(uuid_send(u.person), 6) & 15) << 8)
              | get_byte(uuid_send(u.person), 7))
          and m.status in ('MERGING', 'MERGED'))
      select person from up order by height desc
      """;

  /** The person that has the records of this one at present: itself, or whom it hangs under. */
  static Uni<Id> root(Statements db, Id person) {
    return db.query(UP, person.uuid())
        .map(rows -> new Id(IdType.PERSON, rows.iterator().next().getUUID("person")));
  }

  /** This person and all under which it hangs. */
  static Uni<Set<Id>> above(Statements db, Id person) {
    return db.query(UP, person.uuid()).map(Forest::persons);
  }

  /** This person and all that hang under it. */
  static Uni<Set<Id>> under(Statements db, Id person) {
    return db.query(
            """
            with recursive under as (
              select $1::uuid as person
              union
              select m.source_person from under u
              join index_merge m on m.target_person = u.person
                and m.status in ('MERGING', 'MERGED'))
            select person from under
            """,
            person.uuid())
        .map(Forest::persons);
  }

  /** Those of these persons under which two people have hung another. */
  static Uni<Set<Id>> merged(Statements db, Collection<Id> persons) {
    return db.query(
            """
            select distinct w.id as person from unnest($1::uuid[]) as w (id)
            join index_merge m on m.target_person = w.id and m.kind = 'MERGE'
              and m.status in ('MERGING', 'MERGED')
            """,
            (Object) persons.stream().map(Id::uuid).toArray(UUID[]::new))
        .map(Forest::persons);
  }

  /** The merges by which two people have hung these persons under others. */
  static Uni<Set<Id>> hungByTwo(Statements db, Collection<Id> persons) {
    return db.query(
            """
            select m.id from unnest($1::int[], $2::uuid[]) as w (bucket, id)
            join index_merge m on m.bucket = w.bucket and m.source_person = w.id
              and m.kind = 'MERGE' and m.status in ('MERGING', 'MERGED')
            """,
            persons.stream().map(Id::bucket).toArray(Integer[]::new),
            persons.stream().map(Id::uuid).toArray(UUID[]::new))
        .map(
            rows -> {
              Set<Id> merges = new HashSet<>();
              rows.forEach(row -> merges.add(new Id(IdType.MERGE, row.getUUID("id"))));
              return merges;
            });
  }

  private static Set<Id> persons(RowSet<Row> rows) {
    Set<Id> persons = new HashSet<>();
    rows.forEach(row -> persons.add(new Id(IdType.PERSON, row.getUUID("person"))));
    return persons;
  }

  /** By the last step of each record that no join has made. */
  static Uni<Map<Id, Home>> homes(Statements db, Collection<Id> records) {
    return db.query(
            """
            select distinct on (l.bucket, l.record_id) l.record_id, l.to_person, l.at
            from unnest($1::int[], $2::uuid[]) as wanted (bucket, id)
            join index_link l on l.bucket = wanted.bucket and l.record_id = wanted.id
            where l.reason not in ('MERGED', 'UNMERGED')
              and not exists (
                select 1 from index_merge m
                join index_merge_record named on named.bucket = m.bucket
                  and named.merge_id = m.id and named.record_id = l.record_id
                where m.id = l.merge_id and m.bucket =
                    (((get_byte(uuid_send(l.merge_id), 6) & 15) << 8)
                      | get_byte(uuid_send(l.merge_id), 7))
                  and (m.kind = 'ANSWER'
                    or (m.kind = 'PART' and m.status in ('MERGING', 'MERGED'))))
            order by l.bucket, l.record_id, l.step desc
            """,
            records.stream().map(Id::bucket).toArray(Integer[]::new),
            records.stream().map(Id::uuid).toArray(UUID[]::new))
        .map(
            rows -> {
              Map<Id, Home> homes = new HashMap<>();
              rows.forEach(
                  row ->
                      homes.put(
                          new Id(IdType.RECORD, row.getUUID("record_id")),
                          new Home(
                              new Id(IdType.PERSON, row.getUUID("to_person")),
                              row.getOffsetDateTime("at"))));
              return homes;
            });
  }
}
