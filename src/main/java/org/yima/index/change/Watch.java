package org.yima.index.change;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.yima.index.Certain;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.SqlTx;

/**
 * Looks at persons before and after something that may change them, in one transaction that holds
 * them, and sees to what follows. A record that is new changes nobody's person: nothing that
 * anybody was told becomes untrue by it.
 */
@ApplicationScoped
public class Watch {
  private final Notices notices;
  private final Departures departures;

  Watch(Notices notices, Departures departures) {
    this.notices = notices;
    this.departures = departures;
  }

  /**
   * Does something to persons; with none it is only done.
   *
   * @param persons those that records may leave or join
   * @param records others whose certainty may change
   * @param actor who does it, as the history names them
   * @param work which says whom else it is about to change, before it does
   */
  public Uni<Void> over(
      SqlTx tx,
      Collection<Id> persons,
      Collection<Id> records,
      String actor,
      Function<Seen, Uni<Void>> work) {
    Seen seen = new Seen(tx);
    return seen.also(persons, records)
        .chain(() -> work.apply(seen))
        .chain(seen::changes)
        .chain(changes -> follow(tx, changes, actor));
  }

  /** Where records stood when they were first looked at, before anything moved them. */
  public static final class Seen {
    private final SqlTx tx;
    private final Map<Id, Standing> before = new LinkedHashMap<>();

    private Seen(SqlTx tx) {
      this.tx = tx;
    }

    /**
     * Looks at more persons, whom nothing of this work has moved yet; a record that was looked at
     * already is remembered as it stood then.
     *
     * @param persons those that records may leave or join
     * @param records others whose certainty may change
     */
    public Uni<Void> also(Collection<Id> persons, Collection<Id> records) {
      return persons.isEmpty() && records.isEmpty()
          ? Uni.createFrom().voidItem()
          : members(tx, persons, records)
              .invoke(found -> found.forEach(s -> before.putIfAbsent(s.record(), s)))
              .replaceWithVoid();
    }

    private Uni<Changes> changes() {
      return before.isEmpty()
          ? Uni.createFrom().item(Changes.of(List.of(), List.of()))
          : standing(tx, before.keySet()).map(after -> Changes.of(before.values(), after));
    }
  }

  private Uni<Void> follow(SqlTx tx, Changes changes, String actor) {
    return each(changes.parted(), of -> notices.tell(tx, Notices.UNMERGED, of))
        .chain(() -> each(changes.joined(), of -> notices.tell(tx, Notices.MERGED, of)))
        .chain(() -> each(changes.left(), left -> departures.open(tx, left, actor)));
  }

  private static <T> Uni<Void> each(List<T> all, Function<T, Uni<Void>> step) {
    return Multi.createFrom()
        .iterable(all)
        .onItem()
        .transformToUniAndConcatenate(step::apply)
        .onItem()
        .ignoreAsUni();
  }

  private static Uni<List<Standing>> members(
      SqlTx tx, Collection<Id> persons, Collection<Id> records) {
    return tx.query(
            """
            with wanted as (
              select bucket, id from unnest($1::int[], $2::uuid[]) as p (bucket, id)
              union
              select (((get_byte(uuid_send(r.person_id), 6) & 15) << 8)
                  | get_byte(uuid_send(r.person_id), 7)), r.person_id
              from unnest($3::int[], $4::uuid[]) as w (bucket, id)
              join index_record r on r.bucket = w.bucket and r.id = w.id)
            select r.id, r.person_id, coalesce(r.certain_id, r.person_id) as certain, r.domain
            from wanted
            join index_person_record m on m.bucket = wanted.bucket and m.person_id = wanted.id
            join index_record r on r.id = m.record_id and r.bucket =
              (((get_byte(uuid_send(m.record_id), 6) & 15) << 8)
                | get_byte(uuid_send(m.record_id), 7))
            order by r.id
            """,
            buckets(persons),
            uuids(persons),
            buckets(records),
            uuids(records))
        .map(Watch::read);
  }

  private static Uni<List<Standing>> standing(SqlTx tx, Collection<Id> records) {
    return tx.query(
            """
            select r.id, r.person_id, coalesce(r.certain_id, r.person_id) as certain, r.domain
            from unnest($1::int[], $2::uuid[]) as w (bucket, id)
            join index_record r on r.bucket = w.bucket and r.id = w.id
            order by r.id
            """,
            buckets(records),
            uuids(records))
        .map(Watch::read);
  }

  private static List<Standing> read(RowSet<Row> rows) {
    List<Standing> standing = new ArrayList<>();
    rows.forEach(
        row ->
            standing.add(
                new Standing(
                    new Id(IdType.RECORD, row.getUUID("id")),
                    new Certain(
                        new Id(IdType.PERSON, row.getUUID("person_id")), row.getUUID("certain")),
                    row.getString("domain"))));
    return standing;
  }

  private static Integer[] buckets(Collection<Id> ids) {
    return ids.stream().map(Id::bucket).toArray(Integer[]::new);
  }

  private static UUID[] uuids(Collection<Id> ids) {
    return ids.stream().map(Id::uuid).toArray(UUID[]::new);
  }
}
