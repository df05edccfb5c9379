package org.yima.index;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.yima.index.PersonMerge.Status;
import org.yima.index.merge.MergeStore;
import org.yima.index.merge.Unmerging;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;

/**
 * Merges of persons, for the room that carries what hangs on their records after them. Taking a
 * merge back, and taking that back, are one transaction each; then the merge stands at UNDOING or
 * MERGING until {@link #finish}.
 */
@ApplicationScoped
public class PersonMerges {
  private final Database database;
  private final MergeStore store;
  private final Unmerging unmerging;

  PersonMerges(Database database, MergeStore store, Unmerging unmerging) {
    this.database = database;
    this.store = store;
    this.unmerging = unmerging;
  }

  /**
   * The two sides of a merge.
   *
   * @param source the records of the person that went over, or that would go back to it
   * @param target the records of the person that got them
   * @param unclear of the target's, those of which nothing tells whose they are; people are asked
   */
  public record Sides(
      List<IndexRecord> source, List<IndexRecord> target, List<IndexRecord> unclear) {
    public Sides {
      source = List.copyOf(source);
      target = List.copyOf(target);
      unclear = List.copyOf(unclear);
    }
  }

  public Uni<Optional<PersonMerge>> find(Id id) {
    return store.find(database::query, id);
  }

  /** Who has the records of this person: itself, or whom it is merged into; nothing for nobody. */
  public Uni<Optional<Id>> current(Id person) {
    return store.current(database::query, person);
  }

  /** Those whose rows are on their way. */
  public Uni<List<PersonMerge>> unfinished() {
    return store.unfinished(database::query);
  }

  /** The sides as they would be, or are, once the merge is taken back. */
  public Uni<Sides> sides(PersonMerge merge) {
    return (merge.status().isJoined() ? unmerging.foresee(merge) : unmerging.sides(merge))
        .map(parting -> new Sides(parting.leaving(), parting.staying(), parting.unclear()));
  }

  /** Takes a merge back, in the index; nothing when that was done already. */
  public Uni<Void> unmerge(Caller by, Id id) {
    return unmerging.unmerge(by, id);
  }

  /** Takes the taking back back, in the index; nothing when that was done already. */
  public Uni<Void> remerge(Caller by, Id id) {
    return unmerging.remerge(by, id);
  }

  /** The rows have arrived. */
  public Uni<Void> finish(Id id, Status from, Status to) {
    return database.tx(tx -> store.move(tx, id, from, to)).replaceWithVoid();
  }
}
