package org.yima.resident.merging;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yima.index.IndexRecord;
import org.yima.index.PersonMerge;
import org.yima.index.PersonMerge.Status;
import org.yima.index.PersonMerges;
import org.yima.index.PersonMerges.Sides;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.resident.Reassignable;
import org.yima.resident.Reassignment;

/**
 * Takes a join of persons back, with what arose since: the index parts the records in one
 * transaction, then the rows of every room follow, each record's in a transaction of its own, again
 * until none is left that can be told. A crash in between leaves work that the job goes on with.
 */
@ApplicationScoped
class PersonUnmerging {
  private static final String WHY = "two persons, merged in error";

  private final PersonMerges merges;
  private final List<Reassignable> rooms;
  private final GivingStore store;
  private final Database database;
  private final Ids ids;

  PersonUnmerging(
      PersonMerges merges,
      @All List<Reassignable> rooms,
      GivingStore store,
      Database database,
      Ids ids) {
    this.merges = merges;
    this.rooms = rooms;
    this.store = store;
    this.database = database;
    this.ids = ids;
  }

  /**
   * How it stands.
   *
   * @param records those that go back to the person that had gone over, or are back
   * @param rows how many rows of each table go with them, or are left where nothing tells whose
   *     they are
   * @param unclear of which nothing tells whose they are
   * @param heldBy joins and doubts that have to be taken back first
   */
  record Outcome(
      PersonMerge.Status status,
      List<Id> records,
      Map<String, Long> rows,
      List<Unclear> unclear,
      List<Id> heldBy) {
    Outcome at(PersonMerge.Status now) {
      return new Outcome(now, records, rows, unclear, heldBy);
    }
  }

  /**
   * A record, or rows under it, of which nothing tells whose they are; they stay where they are.
   *
   * @param resident who has the rows; nobody for the record itself
   */
  record Unclear(Id recordId, Optional<Id> resident, Map<String, Long> rows) {}

  Uni<Optional<PersonMerge>> find(Id id) {
    return merges.find(id);
  }

  /** What taking it back would do, or, when it is taken back, what is left. */
  Uni<Outcome> preview(PersonMerge merge) {
    return merges
        .foresee(merge)
        .chain(found -> shares(found.sides()).chain(shares -> counted(merge, found, shares)));
  }

  private Uni<Outcome> counted(
      PersonMerge merge, PersonMerges.Foreseen foreseen, List<Shares.Share> shares) {
    List<Sides> sides = foreseen.sides();
    Map<String, Long> told = new TreeMap<>();
    List<Unclear> unclear = new ArrayList<>();
    sides.stream()
        .flatMap(two -> two.unclear().stream())
        .forEach(record -> unclear.add(new Unclear(record.id(), Optional.empty(), Map.of())));
    return Merging.each(
            shares,
            share ->
                rows(merge, share)
                    .invoke(
                        rows -> {
                          if (share.to().isPresent()) {
                            rows.forEach((table, n) -> told.merge(table, n, Long::sum));
                          } else if (!rows.isEmpty()) {
                            unclear.add(
                                new Unclear(share.recordId(), Optional.of(share.from()), rows));
                          }
                        })
                    .replaceWithVoid())
        .replaceWith(
            () ->
                new Outcome(
                    merge.status(),
                    sides.stream()
                        .flatMap(two -> two.source().stream())
                        .map(IndexRecord::id)
                        .distinct()
                        .sorted()
                        .toList(),
                    told,
                    List.copyOf(unclear),
                    foreseen.heldBy()));
  }

  private Uni<Map<String, Long>> rows(PersonMerge merge, Shares.Share share) {
    Map<String, Long> rows = new TreeMap<>();
    Reassignment step =
        new Reassignment(
            merge.id(), share.recordId(), share.from(), share.to().orElse(share.from()), WHY);
    return Merging.each(
            rooms,
            room ->
                room.preview(step)
                    .invoke(counts -> counts.forEach((table, n) -> add(rows, table, n)))
                    .replaceWithVoid())
        .replaceWith(rows);
  }

  private static void add(Map<String, Long> rows, String table, long n) {
    if (n > 0) {
      rows.merge(table, n, Long::sum);
    }
  }

  private Uni<List<Shares.Share>> shares(List<Sides> sides) {
    Set<Id> residents =
        Shares.residents(
            sides.stream()
                .flatMap(two -> Stream.concat(two.source().stream(), two.target().stream()))
                .toList());
    Map<Id, Set<Id>> arisen = new HashMap<>();
    return Merging.each(residents, resident -> records(resident, arisen))
        .replaceWith(() -> Shares.of(sides, arisen));
  }

  private Uni<Void> records(Id resident, Map<Id, Set<Id>> arisen) {
    Set<Id> all = arisen.computeIfAbsent(resident, r -> new HashSet<>());
    return Merging.each(
        rooms, room -> room.records(resident).invoke(all::addAll).replaceWithVoid());
  }

  /** Takes it back; one that is taken back already takes what can be told by now. */
  Uni<Outcome> apply(Caller by, PersonMerge merge) {
    return preview(merge)
        .call(() -> merges.unmerge(by, merge.id()))
        .call(() -> carryOn(merge.id()))
        .chain(foreseen -> now(merge.id(), foreseen));
  }

  /** Takes the taking back back. */
  Uni<Outcome> undo(Caller by, PersonMerge merge) {
    return merges
        .remerge(by, merge.id())
        .chain(() -> carryOn(merge.id()))
        .chain(() -> merges.find(merge.id()))
        .map(
            found ->
                new Outcome(
                    found.orElseThrow().status(), List.of(), Map.of(), List.of(), List.of()));
  }

  private Uni<Outcome> now(Id merge, Outcome foreseen) {
    return merges.find(merge).map(found -> foreseen.at(found.orElseThrow().status()));
  }

  /** Does what is left to do; nothing when nothing is. */
  Uni<Void> carryOn(Id merge) {
    return merges
        .find(merge)
        .chain(found -> found.map(this::carriedOn).orElseGet(() -> Uni.createFrom().voidItem()));
  }

  Uni<Void> carriedOn(PersonMerge merge) {
    return switch (merge.status()) {
      case UNDOING ->
          given(merge).chain(() -> merges.finish(merge.id(), Status.UNDOING, Status.UNDONE));
      case UNDONE -> given(merge);
      case MERGING ->
          takenBack(merge).chain(() -> merges.finish(merge.id(), Status.MERGING, Status.MERGED));
      case RETURNING ->
          takenBack(merge).chain(() -> merges.finish(merge.id(), Status.RETURNING, Status.LEFT));
      default -> Uni.createFrom().voidItem();
    };
  }

  /** Looks at a list of what has left: one on which nothing hangs is forgotten, others are told. */
  Uni<Void> looked(PersonMerge left) {
    return preview(left)
        .chain(
            found -> {
              int lots = found.unclear().size() + (found.rows().isEmpty() ? 0 : 1);
              return lots == 0 ? merges.forget(left.id()) : merges.opened(left, lots);
            });
  }

  private Uni<Void> given(PersonMerge merge) {
    return given(merge, List.of());
  }

  /**
   * Gives again what arose while the rest was given; what a room says is there and does not move
   * stays, and is told of.
   */
  private Uni<Void> given(PersonMerge merge, List<Shares.Share> before) {
    return merges
        .sides(merge)
        .chain(this::shares)
        .map(shares -> shares.stream().filter(s -> s.to().isPresent()).collect(Collectors.toList()))
        .chain(
            left ->
                left.isEmpty() || left.equals(before)
                    ? remembered(merge)
                    : Merging.each(left, share -> give(merge, share))
                        .chain(() -> given(merge, left)));
  }

  /** What is left, so that it is found. */
  private Uni<Void> remembered(PersonMerge merge) {
    return preview(merge)
        .chain(
            left ->
                merges.unclear(
                    merge.id(), left.unclear().size() + (left.rows().isEmpty() ? 0 : 1)));
  }

  private Uni<Void> give(PersonMerge merge, Shares.Share share) {
    Reassignment step =
        new Reassignment(
            ids.beside(IdType.MERGE, merge.id()),
            share.recordId(),
            share.from(),
            share.to().orElseThrow(),
            WHY);
    return database.tx(
        tx ->
            store
                .insert(tx, merge.id(), step)
                .chain(() -> Merging.each(rooms, room -> room.apply(tx, step))));
  }

  private Uni<Void> takenBack(PersonMerge merge) {
    return store
        .standing(merge.id())
        .chain(
            steps ->
                Merging.each(
                    steps,
                    step ->
                        database.tx(
                            tx ->
                                store
                                    .undone(tx, step.id())
                                    .chain(
                                        ours ->
                                            ours
                                                ? Merging.each(rooms, room -> room.undo(tx, step))
                                                : Uni.createFrom().voidItem()))));
  }
}
