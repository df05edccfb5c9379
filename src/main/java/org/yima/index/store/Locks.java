package org.yima.index.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.yima.index.IndexRecord;
import org.yima.platform.Id;
import org.yima.platform.SqlTx;

/**
 * Holds records, or whole persons, still until a transaction ends. Rows first, then the blocks of
 * their documents, then the persons, as whoever puts records does; what was read before the locks
 * is read again after them.
 *
 * <p>One order can't be kept to the end: whom a put moves is known only once persons are held, so
 * it writes the rows of others last, and a merge that holds one of those rows and waits for their
 * person meets it crosswise. PostgreSQL ends one of the two after a second, without effect, and it
 * is tried again.
 */
@ApplicationScoped
public class Locks {
  private final Records records;
  private final RecordWriter writer;

  Locks(Records records, RecordWriter writer) {
    this.records = records;
    this.writer = writer;
  }

  /**
   * Holds the rows of these records and answers them as they now are; withdrawn ones are missing.
   * Who goes on to change them locks all their blocks at once next, then their persons.
   */
  public Uni<List<IndexRecord>> records(SqlTx tx, Collection<Id> ids) {
    return rows(tx, ids).chain(() -> records.byIds(tx::query, ids));
  }

  /** Holds the persons of records whose rows and blocks are held already. */
  public Uni<Void> persons(SqlTx tx, Collection<IndexRecord> of) {
    List<Id> persons = of.stream().map(IndexRecord::personId).distinct().toList();
    return persons.isEmpty() ? Uni.createFrom().voidItem() : Surroundings.hold(tx::query, persons);
  }

  /**
   * Holds every record of the persons that these records are linked to: nobody joins or leaves
   * them. A record that joined while this waited is held too.
   */
  public Uni<Void> personsOf(SqlTx tx, Collection<Id> ids) {
    return members(tx, ids).chain(members -> personsOf(tx, ids, members));
  }

  private Uni<Void> personsOf(SqlTx tx, Collection<Id> ids, List<IndexRecord> before) {
    Set<Id> held = new HashSet<>(ids);
    before.forEach(record -> held.add(record.id()));
    return rows(tx, held)
        .chain(() -> blocks(tx, before))
        // Who is linked by score joins a person without a block of its documents.
        .chain(() -> persons(tx, before))
        .chain(() -> members(tx, ids))
        .chain(
            now ->
                Set.copyOf(before).containsAll(now)
                    ? Uni.createFrom().voidItem()
                    : personsOf(tx, ids, now));
  }

  private Uni<List<IndexRecord>> members(SqlTx tx, Collection<Id> ids) {
    return records.byIds(tx::query, ids).chain(found -> records.ofPersons(tx::query, found));
  }

  private Uni<Void> blocks(SqlTx tx, List<IndexRecord> found) {
    return writer.lockBlocks(tx, found.stream().flatMap(r -> r.document().stream()).toList());
  }

  private static Uni<Void> rows(SqlTx tx, Collection<Id> ids) {
    return tx.query(
            """
            select r.id from unnest($1::int[], $2::uuid[]) as wanted (bucket, id)
            join index_record r on r.bucket = wanted.bucket and r.id = wanted.id
            order by r.bucket, r.number_idx for update of r
            """,
            ids.stream().map(Id::bucket).toArray(Integer[]::new),
            ids.stream().map(Id::uuid).toArray(UUID[]::new))
        .replaceWithVoid();
  }
}
