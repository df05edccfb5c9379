package org.yima.index;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yima.index.PersonMerge.Status;
import org.yima.index.merge.Departed;
import org.yima.index.merge.MergeStore;
import org.yima.index.merge.Parting;
import org.yima.index.merge.Unmerging;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Event;
import org.yima.platform.Id;

/**
 * Joins of persons, for the room that carries what hangs on their records after them. Taking one
 * back, and taking that back, are one transaction each; then the merge stands at UNDOING or MERGING
 * until {@link #finish}.
 */
@ApplicationScoped
public class PersonMerges {
  private final Database database;
  private final MergeStore store;
  private final Unmerging unmerging;
  private final Departed departed;

  PersonMerges(Database database, MergeStore store, Unmerging unmerging, Departed departed) {
    this.database = database;
    this.store = store;
    this.unmerging = unmerging;
    this.departed = departed;
  }

  /**
   * The two sides of a merge.
   *
   * @param source the records of the person that went over, or that would go back to it
   * @param target the records of the person that got them
   * @param unclear of the target's, those of which nothing tells whose they are; people are asked
   * @param gone records that were the source's, and that nobody has any more
   */
  public record Sides(
      List<IndexRecord> source, List<IndexRecord> target, List<IndexRecord> unclear, Set<Id> gone) {
    public Sides {
      gone = Set.copyOf(gone);
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

  /**
   * What taking a join back would do, or has done.
   *
   * @param heldBy joins and doubts that have to be taken back first, in order
   */
  public record Foreseen(List<Sides> sides, List<Id> heldBy) {
    public Foreseen {
      sides = List.copyOf(sides);
      heldBy = List.copyOf(heldBy);
    }
  }

  /** The sides as {@link #sides}, and what bars it. */
  public Uni<Foreseen> foresee(PersonMerge merge) {
    return stands(merge)
        ? unmerging
            .foresee(merge)
            .map(found -> new Foreseen(sides(found.parting()), found.heldBy()))
        : sides(merge).map(sides -> new Foreseen(sides, List.of()));
  }

  private static boolean stands(PersonMerge merge) {
    return merge.status().isJoined() || merge.status() == Status.PROPOSED;
  }

  private static List<Sides> sides(Parting parting) {
    return List.of(new Sides(parting.leaving(), parting.staying(), parting.unclear(), Set.of()));
  }

  /**
   * The sides as they would be, or are, once the join is taken back: two, or of records that have
   * left by themselves two for each of them.
   */
  public Uni<List<Sides>> sides(PersonMerge merge) {
    if (merge.kind() == PersonMerge.Kind.LEFT) {
      return departed.sides(merge);
    }
    return stands(merge)
        ? foresee(merge).map(Foreseen::sides)
        : unmerging.sides(merge).map(PersonMerges::sides);
  }

  /** Lists of records that have left, at which nobody has looked yet. */
  public Uni<List<PersonMerge>> unlooked(int most) {
    return store.unlooked(database::query, most);
  }

  /** Remembers how many lots of rows there are of which nothing tells whose they are. */
  public Uni<Void> unclear(Id id, int lots) {
    return database.tx(tx -> store.unclear(tx, id, lots));
  }

  /** As {@link #unclear} of a list at which nobody had looked; it is told. */
  public Uni<Void> opened(PersonMerge list, int lots) {
    return database.tx(
        tx ->
            store
                .look(tx, list.id(), lots)
                .chain(first -> first ? tx.emit(left(list, lots)) : Uni.createFrom().voidItem()));
  }

  private static Event left(PersonMerge list, int lots) {
    return Event.of(
        "person.rows-left",
        list.id(),
        new JsonObject().put("merge", list.id().toString()).put("lots", lots));
  }

  /** Nothing hangs on the records of a list that have left: there is nothing to decide. */
  public Uni<Void> forget(Id list) {
    return database.tx(tx -> store.forget(tx, list));
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
