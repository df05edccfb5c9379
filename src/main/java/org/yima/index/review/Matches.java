package org.yima.index.review;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yima.index.IndexProblem;
import org.yima.index.IndexRecord;
import org.yima.index.matching.Verdict;
import org.yima.index.store.Doubts;
import org.yima.index.store.Links;
import org.yima.index.store.Locks;
import org.yima.index.store.Records;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.SqlTx;

/** What reviewers do with doubts. A decision is final, remembered, and outweighs every rule. */
@ApplicationScoped
class Matches {
  private final Database database;
  private final MatchStore store;
  private final Records records;
  private final Locks locks;
  private final Links links;
  private final Doubts doubts;
  private final Ids ids;

  Matches(
      Database database,
      MatchStore store,
      Records records,
      Locks locks,
      Links links,
      Doubts doubts,
      Ids ids) {
    this.database = database;
    this.store = store;
    this.records = records;
    this.locks = locks;
    this.links = links;
    this.doubts = doubts;
    this.ids = ids;
  }

  Uni<MatchPage> waiting(Optional<Id> before, int limit) {
    return store
        .waiting(before, limit + 1)
        .chain(
            matches ->
                records
                    .byIds(database::query, recordsOf(matches))
                    .map(known -> MatchPage.of(matches, known, limit)));
  }

  private static List<Id> recordsOf(List<Match> matches) {
    return matches.stream().flatMap(m -> Stream.of(m.record(), m.other())).distinct().toList();
  }

  Uni<MatchView> decide(Caller reviewer, Id id, Decision decision, String reason) {
    return database
        .tx(
            tx ->
                store
                    .lock(tx, id)
                    .invoke(Matches::mustWait)
                    .call(match -> carryOut(tx, match, reviewer, decision))
                    .call(match -> store.decide(tx, match, reviewer, decision, reason))
                    .call(match -> tx.audit(entry(reviewer, match, decision)))
                    .chain(match -> store.lock(tx, id)))
        .chain(
            match ->
                records
                    .byIds(database::query, recordsOf(List.of(match)))
                    .map(known -> MatchView.of(match, known)));
  }

  private static void mustWait(Match match) {
    if (match.status().isFinal()) {
      throw IndexProblem.MATCH_DECIDED.problem();
    }
  }

  private static AuditEntry entry(Caller reviewer, Match match, Decision decision) {
    return AuditEntry.of(reviewer, "match.decided", match.id()).with("decision", decision.name());
  }

  private Uni<Void> carryOut(SqlTx tx, Match match, Caller reviewer, Decision decision) {
    return switch (decision) {
      case LATER -> Uni.createFrom().voidItem();
      case SAME ->
          join(tx, match)
              .chain(moves -> move(tx, moves, reviewer))
              .chain(() -> doubts.remember(tx, match.record(), match.other(), Verdict.SAME));
      case DIFFERENT ->
          part(tx, match)
              .chain(moves -> move(tx, moves, reviewer))
              .chain(() -> doubts.remember(tx, match.record(), match.other(), Verdict.DIFFERENT));
    };
  }

  private Uni<Optional<Regrouping.Moves>> join(SqlTx tx, Match match) {
    return pair(tx, match)
        .chain(
            pair ->
                records
                    .ofPerson(tx::query, pair.get(0).personId())
                    .chain(
                        raised ->
                            records
                                .ofPerson(tx::query, pair.get(1).personId())
                                .chain(before -> join(tx, raised, before))));
  }

  private Uni<Optional<Regrouping.Moves>> join(
      SqlTx tx, List<IndexRecord> raised, List<IndexRecord> before) {
    return doubts
        .verdicts(tx::query, raised.stream().map(IndexRecord::id).toList())
        .map(verdicts -> Regrouping.join(raised, before, verdicts));
  }

  private Uni<Optional<Regrouping.Moves>> part(SqlTx tx, Match match) {
    return pair(tx, match)
        .map(pair -> Regrouping.part(pair.get(0), pair.get(1), ids.founding(IdType.PERSON)));
  }

  /**
   * The record that raised the doubt and the other one. Their persons are held still from here on,
   * so that what is decided on is what is changed.
   */
  private Uni<List<IndexRecord>> pair(SqlTx tx, Match match) {
    List<Id> wanted = List.of(match.record(), match.other());
    return locks
        .personsOf(tx, wanted)
        .chain(() -> records.byIds(tx::query, wanted))
        .map(found -> inOrder(wanted, found));
  }

  private static List<IndexRecord> inOrder(List<Id> wanted, List<IndexRecord> found) {
    if (found.size() != wanted.size()) {
      throw IndexProblem.MATCH_WITHDRAWN.problem();
    }
    return found.get(0).id().equals(wanted.get(0)) ? found : List.of(found.get(1), found.get(0));
  }

  private Uni<Void> move(SqlTx tx, Optional<Regrouping.Moves> moves, Caller reviewer) {
    if (moves.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<IndexRecord> going = moves.get().records();
    return records
        .steps(tx::query, going.stream().map(IndexRecord::id).toList())
        .map(steps -> going.stream().map(r -> move(r, moves.get().to(), steps)).toList())
        .call(list -> links.found(tx, List.of(moves.get().to())))
        .chain(list -> links.move(tx, list, reviewer.name()));
  }

  private static Links.Move move(IndexRecord record, Id to, Map<Id, Integer> steps) {
    return new Links.Move(
        record.id(),
        Optional.of(record.personId()),
        to,
        steps.get(record.id()),
        Links.Reason.HUMAN);
  }
}
