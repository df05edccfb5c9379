package org.yima.resident.merging;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.PlatformProblem;
import org.yima.resident.Reassignable;
import org.yima.resident.Reassignment;
import org.yima.resident.Resident;
import org.yima.resident.ResidentProblem;
import org.yima.resident.realname.ResidentStore;

/** Takes a merge of two residents back: each has again what arose under its own records. */
@ApplicationScoped
class Unmerging {
  private final List<Reassignable> rooms;
  private final MergeStore store;
  private final Merging merging;
  private final ResidentStore residents;
  private final Identities identities;
  private final Database database;

  Unmerging(
      @All List<Reassignable> rooms,
      MergeStore store,
      Merging merging,
      ResidentStore residents,
      Identities identities,
      Database database) {
    this.rooms = rooms;
    this.store = store;
    this.merging = merging;
    this.residents = residents;
    this.identities = identities;
    this.database = database;
  }

  /** The merge and how many rows of each table would go back, or went. */
  record Outcome(MergeStatus status, Map<String, Long> rows) {}

  Uni<Outcome> preview(Id merge) {
    return found(merge).chain(it -> rows(it).map(rows -> new Outcome(it.status(), rows)));
  }

  Uni<Outcome> apply(Caller by, Id merge) {
    return found(merge)
        .chain(
            it ->
                rows(it)
                    .call(() -> begin(by, it))
                    .call(() -> merging.carryOn(merge))
                    .chain(rows -> found(merge).map(after -> new Outcome(after.status(), rows))));
  }

  private Uni<Merge> found(Id merge) {
    return store.find(merge).map(it -> it.orElseThrow(PlatformProblem.NOT_FOUND::problem));
  }

  /** One that is under way is ended first; one that was undone stays so. */
  private Uni<Void> begin(Caller by, Merge merge) {
    return switch (merge.status()) {
      case MERGING -> Uni.createFrom().failure(ResidentProblem.MERGE_STATE.problem());
      case UNDOING, UNDONE -> Uni.createFrom().voidItem();
      case MERGED ->
          residents
              .find(merge.from())
              .chain(
                  from ->
                      database.tx(
                          tx ->
                              store
                                  .move(tx, merge.id(), MergeStatus.MERGED, MergeStatus.UNDOING)
                                  .chain(
                                      () ->
                                          identities.keep(
                                              tx,
                                              by,
                                              Identities.Action.UNMERGED,
                                              from.orElseThrow().resident()))
                                  .chain(
                                      () ->
                                          tx.audit(
                                              AuditEntry.of(by, "resident.unmerged", merge.from())
                                                  .with("merge", merge.id().toString())))));
    };
  }

  /** By the one's own record: all that arose under it, before the merge and since. */
  private Uni<Map<String, Long>> rows(Merge merge) {
    Map<String, Long> rows = new TreeMap<>();
    return residents
        .find(merge.from())
        .map(from -> from.orElseThrow().resident())
        .chain(from -> Merging.each(rooms, room -> counted(room, merge, from, rows)))
        .replaceWith(rows);
  }

  private static Uni<Void> counted(
      Reassignable room, Merge merge, Resident from, Map<String, Long> rows) {
    return room.preview(
            new Reassignment(merge.id(), from.recordId(), merge.into(), merge.from(), "preview"))
        .invoke(counts -> counts.forEach((table, n) -> add(rows, table, n)))
        .replaceWithVoid();
  }

  private static void add(Map<String, Long> rows, String table, long n) {
    if (n > 0) {
      rows.merge(table, n, Long::sum);
    }
  }
}
