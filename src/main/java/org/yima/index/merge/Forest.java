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

/** How persons hang under each other by the merges that stand, and where each record is at home. */
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

  private static Set<Id> persons(RowSet<Row> rows) {
    Set<Id> persons = new HashSet<>();
    rows.forEach(row -> persons.add(new Id(IdType.PERSON, row.getUUID("person"))));
    return persons;
  }

  /** By the last step of each record that no merge has made. */
  static Uni<Map<Id, Home>> homes(Statements db, Collection<Id> records) {
    return db.query(
            """
            select distinct on (l.bucket, l.record_id) l.record_id, l.to_person, l.at
            from unnest($1::int[], $2::uuid[]) as wanted (bucket, id)
            join index_link l on l.bucket = wanted.bucket and l.record_id = wanted.id
            where l.reason not in ('MERGED', 'UNMERGED')
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
