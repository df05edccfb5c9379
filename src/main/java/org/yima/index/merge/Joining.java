package org.yima.index.merge;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yima.index.IndexProblem;
import org.yima.index.IndexRecord;
import org.yima.index.PersonMerge;
import org.yima.index.matching.Verdict;
import org.yima.index.store.Doubts;
import org.yima.index.store.Links;
import org.yima.index.store.Locks;
import org.yima.index.store.Records;
import org.yima.index.store.Statements;
import org.yima.platform.Id;
import org.yima.platform.SqlTx;

/** Holds persons still, and moves records between them under a merge. */
@ApplicationScoped
class Joining {
  private final Records records;
  private final Doubts doubts;
  private final Links links;
  private final Locks locks;

  Joining(Records records, Doubts doubts, Links links, Locks locks) {
    this.records = records;
    this.doubts = doubts;
    this.links = links;
    this.locks = locks;
  }

  /** Two persons with their records, held until the transaction ends. */
  record Pair(List<IndexRecord> source, List<IndexRecord> target) {
    List<IndexRecord> all() {
      return Stream.concat(source.stream(), target.stream()).toList();
    }
  }

  /** The records of two persons, held; one that has none any more is refused as stale. */
  Uni<Pair> hold(SqlTx tx, Id source, Id target) {
    return read(tx::query, source, target)
        .invoke(Joining::mustBeThere)
        .call(pair -> locks.personsOf(tx, ids(pair.source(), pair.target())))
        .chain(before -> again(tx, source, target, before));
  }

  /** What was read before the locks is read after them: who joined meanwhile is held by then. */
  private Uni<Pair> again(SqlTx tx, Id source, Id target, Pair before) {
    return read(tx::query, source, target)
        .invoke(Joining::mustBeThere)
        .invoke(
            now -> {
              if (isElsewhere(before.source(), now.source())
                  || isElsewhere(before.target(), now.target())) {
                throw IndexProblem.MERGE_STALE.problem();
              }
            });
  }

  /** Only who has a record in common with before is the person that is held. */
  private static boolean isElsewhere(List<IndexRecord> before, List<IndexRecord> now) {
    Set<Id> held = ids(before, List.of());
    return now.stream().map(IndexRecord::id).noneMatch(held::contains);
  }

  private static void mustBeThere(Pair pair) {
    if (pair.source().isEmpty() || pair.target().isEmpty()) {
      throw IndexProblem.MERGE_STALE.problem();
    }
  }

  Uni<Pair> read(Statements db, Id source, Id target) {
    return records
        .ofPerson(db, source)
        .chain(from -> records.ofPerson(db, target).map(into -> new Pair(from, into)));
  }

  /** Holds the person whose records these are. */
  Uni<Void> hold(SqlTx tx, List<IndexRecord> person) {
    return locks.personsOf(tx, ids(person, List.of()));
  }

  /** Fails when people have decided that a record of the one and one of the other are two. */
  Uni<Void> mustNotBeKeptApart(SqlTx tx, Pair pair) {
    return verdicts(tx::query, pair.source())
        .invoke(
            verdicts -> {
              if (keptApart(pair, verdicts)) {
                throw IndexProblem.MATCH_KEPT_APART.problem();
              }
            })
        .replaceWithVoid();
  }

  private static boolean keptApart(Pair pair, Map<Id, Map<Id, Verdict>> verdicts) {
    return pair.source().stream()
        .map(r -> verdicts.getOrDefault(r.id(), Map.of()))
        .anyMatch(
            said -> pair.target().stream().anyMatch(t -> said.get(t.id()) == Verdict.DIFFERENT));
  }

  Uni<Map<Id, Map<Id, Verdict>>> verdicts(Statements db, List<IndexRecord> of) {
    return doubts.verdicts(db, idsOf(of));
  }

  /** Moves records, each by a step that names the merge. */
  Uni<Void> move(
      SqlTx tx, PersonMerge merge, List<IndexRecord> going, Id to, Links.Reason why, String actor) {
    return records
        .steps(tx::query, idsOf(going))
        .map(
            steps ->
                going.stream()
                    .map(
                        r ->
                            new Links.Move(
                                r.id(), Optional.of(r.personId()), to, steps.get(r.id()), why))
                    .toList())
        .call(moves -> moves.isEmpty() ? nothing() : links.found(tx, List.of(to)))
        .chain(moves -> links.move(tx, moves, actor, Optional.of(merge.id())));
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }

  static List<Id> idsOf(List<IndexRecord> records) {
    return records.stream().map(IndexRecord::id).toList();
  }

  private static Set<Id> ids(Collection<IndexRecord> some, Collection<IndexRecord> others) {
    Set<Id> ids = some.stream().map(IndexRecord::id).collect(Collectors.toCollection(HashSet::new));
    others.forEach(r -> ids.add(r.id()));
    return ids;
  }
}
