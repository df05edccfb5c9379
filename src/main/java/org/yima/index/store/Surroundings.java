package org.yima.index.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.yima.platform.Id;
import org.yima.platform.IdType;

/**
 * What may change when some records are linked anew: the records of their persons, whatever is
 * linked with those, and so on until nothing is new. Mostly that is one person, in two rounds.
 */
@ApplicationScoped
public class Surroundings {
  /** A round finds the persons and the links of what the one before has found. */
  private static final int ROUNDS = 64;

  /**
   * What there is around some records.
   *
   * @param persons of each record, as they now are
   * @param steps how many steps of history each record has
   * @param merged those of the persons under which a standing merge of two people hangs another
   */
  public record Found(
      Map<Id, Id> persons,
      Map<Id, Integer> steps,
      Set<Id> merged,
      Set<Edge> edges,
      Set<Barred> barred) {}

  private static final class Progress {
    private final Set<Id> records = new HashSet<>();
    private final Set<Id> read = new HashSet<>();
    private final Set<Id> held = new HashSet<>();
    private final Map<Id, Id> persons = new HashMap<>();
    private final Map<Id, Integer> steps = new HashMap<>();
    private final Set<Id> merged = new HashSet<>();
    private final Set<Edge> edges = new HashSet<>();
    private final Set<Barred> barred = new HashSet<>();
    private int rounds;

    Set<Id> unread() {
      Set<Id> unread = new HashSet<>(records);
      unread.removeAll(read);
      read.addAll(records);
      return unread;
    }
  }

  /**
   * Everything around some records.
   *
   * @param hold whether the persons are held still until the transaction ends; what is answered is
   *     then what they are
   */
  public Uni<Found> around(Statements db, boolean hold, Collection<Id> records) {
    Progress progress = new Progress();
    progress.records.addAll(records);
    return round(db, hold, progress)
        .map(done -> new Found(done.persons, done.steps, done.merged, done.edges, done.barred));
  }

  private Uni<Progress> round(Statements db, boolean hold, Progress progress) {
    if (progress.records.isEmpty() || progress.rounds++ == ROUNDS) {
      return Uni.createFrom().item(progress);
    }
    int known = progress.records.size();
    return persons(db, progress)
        .chain(fresh -> hold ? held(db, fresh) : Uni.createFrom().item(fresh))
        .call(fresh -> members(db, progress, fresh))
        .call(() -> edges(db, progress, progress.unread()))
        .chain(
            fresh ->
                fresh.isEmpty() && progress.records.size() == known
                    ? Uni.createFrom().item(progress)
                    : round(db, hold, progress));
  }

  /**
   * Answers the persons that were not met before. A merge is in the family of the person that went
   * over, so those into a person are found by its own index, in whatever bucket they are.
   */
  private static Uni<Set<Id>> persons(Statements db, Progress progress) {
    return db.query(
            """
            select r.id, r.person_id, r.links, exists (
                select 1 from index_merge m
                where m.target_person = r.person_id and m.kind = 'MERGE'
                  and m.status in ('MERGING', 'MERGED')) as merged
            from unnest($1::int[], $2::uuid[]) as w (bucket, id)
            join index_record r on r.bucket = w.bucket and r.id = w.id
            """,
            buckets(progress.records),
            uuids(progress.records))
        .map(
            rows -> {
              Set<Id> fresh = new HashSet<>();
              for (Row row : rows) {
                Id person = new Id(IdType.PERSON, row.getUUID("person_id"));
                Id record = new Id(IdType.RECORD, row.getUUID("id"));
                progress.persons.put(record, person);
                progress.steps.put(record, row.getInteger("links"));
                if (Boolean.TRUE.equals(row.getBoolean("merged"))) {
                  progress.merged.add(person);
                }
                if (progress.held.add(person)) {
                  fresh.add(person);
                }
              }
              return fresh;
            });
  }

  /** In one order, whoever holds. A person that nobody has founded yet has no row to hold. */
  private static Uni<Set<Id>> held(Statements db, Set<Id> persons) {
    return persons.isEmpty()
        ? Uni.createFrom().item(persons)
        : hold(db, persons).replaceWith(persons);
  }

  /** Holds persons still: nobody joins or leaves them until the transaction ends. */
  static Uni<Void> hold(Statements db, Collection<Id> persons) {
    return db.query(
            """
            select p.id from unnest($1::int[], $2::uuid[]) as w (bucket, id)
            join index_person p on p.bucket = w.bucket and p.id = w.id
            order by p.bucket, p.id for update of p
            """,
            buckets(persons),
            uuids(persons))
        .replaceWithVoid();
  }

  private static Uni<Void> members(Statements db, Progress progress, Set<Id> persons) {
    if (persons.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return db.query(
            """
            select m.record_id from unnest($1::int[], $2::uuid[]) as w (bucket, id)
            join index_person_record m on m.bucket = w.bucket and m.person_id = w.id
            """,
            buckets(persons),
            uuids(persons))
        .invoke(rows -> progress.records.addAll(Records.recordIds(rows)))
        .replaceWithVoid();
  }

  private static Uni<Void> edges(Statements db, Progress progress, Set<Id> unread) {
    if (unread.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return db.query(
            """
            select e.record_id, e.other_id, e.by_document, e.score, e.weights, e.engine,
                   false as barred
            from unnest($1::int[], $2::uuid[]) as w (bucket, id)
            join index_edge e on e.bucket = w.bucket and e.record_id = w.id
            union all
            select b.record_id, b.other_id, false, 0, '', null, true
            from unnest($1::int[], $2::uuid[]) as w (bucket, id)
            join index_barred b on b.bucket = w.bucket and b.record_id = w.id
            """,
            buckets(unread),
            uuids(unread))
        .invoke(
            rows ->
                rows.forEach(
                    row -> {
                      Edge edge = Edge.of(row);
                      if (row.getBoolean("barred")) {
                        progress.barred.add(new Barred(edge.one(), edge.other()));
                      } else {
                        progress.edges.add(edge);
                      }
                      progress.records.add(edge.other());
                      progress.records.add(edge.one());
                    }))
        .replaceWithVoid();
  }

  private static Integer[] buckets(Collection<Id> ids) {
    return ids.stream().map(Id::bucket).toArray(Integer[]::new);
  }

  private static UUID[] uuids(Collection<Id> ids) {
    return ids.stream().map(Id::uuid).toArray(UUID[]::new);
  }
}
