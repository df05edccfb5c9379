package org.yima.resident.merging;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.yima.index.PersonIndex;
import org.yima.index.SourceRecord;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Event;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.SqlTx;
import org.yima.resident.Reassignable;
import org.yima.resident.Reassignment;
import org.yima.resident.Resident;
import org.yima.resident.ResidentProblem;
import org.yima.resident.realname.DocumentClaims;
import org.yima.resident.realname.ResidentStore;

/**
 * Merges one resident into another. That they are one is decided in one transaction, in the index
 * too; the rows follow record by record, each with its step, and again until none is left, so a
 * crash in between leaves nothing but work that the job goes on with.
 */
@ApplicationScoped
public class Merging {
  private static final String WHY = "one person under two identities";

  private final List<Reassignable> rooms;
  private final MergeStore store;
  private final ResidentStore residents;
  private final DocumentClaims claims;
  private final PersonIndex index;
  private final Database database;
  private final Ids ids;

  Merging(
      @All List<Reassignable> rooms,
      MergeStore store,
      ResidentStore residents,
      DocumentClaims claims,
      PersonIndex index,
      Database database,
      Ids ids) {
    this.rooms = rooms;
    this.store = store;
    this.residents = residents;
    this.claims = claims;
    this.index = index;
    this.database = database;
    this.ids = ids;
  }

  /**
   * Decides, within the caller's transaction, that the one is the other. Fails when the index does
   * not make one person of them: then nobody is merged, and people look at it.
   *
   * @param proven what the record of {@code from} says from now on
   * @return the merge, to be carried on once the transaction has committed
   */
  public Uni<Id> begin(SqlTx tx, Caller by, Resident from, Resident into, SourceRecord proven) {
    Id id = ids.beside(IdType.MERGE, from.id());
    return residents
        .merged(tx, from.id(), into.id())
        .invoke(Merging::mustBeFirst)
        .chain(() -> residents.find(tx, from.id()))
        .chain(stored -> claims.pass(tx, stored.orElseThrow().documentKey(), from.id(), into.id()))
        .chain(() -> index.renew(tx, proven))
        .chain(() -> index.areOne(tx, from.recordId(), into.recordId()))
        .invoke(Merging::mustBeOne)
        .chain(() -> store.insert(tx, new Merge(id, from.id(), into.id(), MergeStatus.MERGING), by))
        .chain(
            () ->
                tx.audit(
                    AuditEntry.of(by, "resident.merged", from.id())
                        .with("merge", id.toString())
                        .with("into", into.id().toString())))
        .chain(
            () ->
                tx.emit(
                    Event.of(
                        "resident.merged",
                        from.id(),
                        new JsonObject().put("into", into.id().toString()))))
        .replaceWith(id);
  }

  private static void mustBeFirst(boolean first) {
    if (!first) {
      throw ResidentProblem.TEMPORARY_UPGRADED.problem();
    }
  }

  private static void mustBeOne(boolean one) {
    if (!one) {
      throw ResidentProblem.TEMPORARY_NOT_SAME.problem();
    }
  }

  /** Does what is left to do of a merge; nothing when nothing is. */
  public Uni<Void> carryOn(Id merge) {
    return store
        .find(merge)
        .chain(found -> found.map(this::carriedOn).orElseGet(() -> Uni.createFrom().voidItem()));
  }

  Uni<Void> carriedOn(Merge merge) {
    return switch (merge.status()) {
      case MERGING, MERGED -> moved(merge);
      case UNDOING -> givenBack(merge);
      case UNDONE -> Uni.createFrom().voidItem();
    };
  }

  private Uni<Void> moved(Merge merge) {
    return records(merge.from())
        .chain(
            left ->
                left.isEmpty()
                    ? database
                        .tx(
                            tx ->
                                store.move(tx, merge.id(), MergeStatus.MERGING, MergeStatus.MERGED))
                        .replaceWithVoid()
                    : each(left, record -> move(merge, record)).chain(() -> moved(merge)));
  }

  private Uni<Set<Id>> records(Id resident) {
    Set<Id> all = new HashSet<>();
    return each(rooms, room -> room.records(resident).invoke(all::addAll).replaceWithVoid())
        .replaceWith(all);
  }

  private Uni<Void> move(Merge merge, Id record) {
    MergeStore.Step step = new MergeStore.Step(ids.beside(IdType.MERGE, merge.id()), record);
    Reassignment moves = new Reassignment(step.id(), record, merge.from(), merge.into(), WHY);
    return database.tx(
        tx ->
            store
                .step(tx, merge.id(), step)
                .chain(() -> each(rooms, room -> room.apply(tx, moves))));
  }

  private Uni<Void> givenBack(Merge merge) {
    return store
        .steps(merge.id())
        .chain(steps -> each(steps, step -> moveBack(merge, step)))
        .chain(() -> residents.find(merge.from()))
        .chain(from -> end(merge, from.orElseThrow()));
  }

  private Uni<Void> moveBack(Merge merge, MergeStore.Step step) {
    Reassignment moves =
        new Reassignment(step.id(), step.recordId(), merge.from(), merge.into(), WHY);
    return database.tx(tx -> each(rooms, room -> room.undo(tx, moves)));
  }

  /** What came after the merge goes back by its source record, which was always its own. */
  private Uni<Void> end(Merge merge, ResidentStore.Stored stored) {
    Resident from = stored.resident();
    Reassignment since =
        new Reassignment(
            ids.beside(IdType.MERGE, merge.id()),
            from.recordId(),
            merge.into(),
            merge.from(),
            "two persons, merged in error");
    return database.tx(
        tx ->
            store
                .move(tx, merge.id(), MergeStatus.UNDOING, MergeStatus.UNDONE)
                .chain(
                    ours ->
                        ours
                            ? each(rooms, room -> room.apply(tx, since))
                                .chain(() -> index.renew(tx, Identities.record(from)))
                                .chain(() -> residents.unmerged(tx, from.id()))
                                .chain(
                                    () ->
                                        claims.pass(
                                            tx, stored.documentKey(), merge.into(), merge.from()))
                                .chain(
                                    () ->
                                        tx.emit(
                                            Event.of(
                                                "resident.unmerged", from.id(), new JsonObject())))
                            : Uni.createFrom().voidItem()));
  }

  static <T> Uni<Void> each(Iterable<T> all, Function<T, Uni<Void>> step) {
    return Multi.createFrom()
        .iterable(all)
        .onItem()
        .transformToUniAndConcatenate(step::apply)
        .onItem()
        .ignoreAsUni();
  }
}
