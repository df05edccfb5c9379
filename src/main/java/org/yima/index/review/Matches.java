package org.yima.index.review;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yima.index.IndexProblem;
import org.yima.index.IndexRecord;
import org.yima.index.change.Watch;
import org.yima.index.living.BestViews;
import org.yima.index.living.Carrying;
import org.yima.index.living.Deciding;
import org.yima.index.matching.Verdict;
import org.yima.index.merge.Proposals;
import org.yima.index.store.Doubts;
import org.yima.index.store.Links;
import org.yima.index.store.Locks;
import org.yima.index.store.Looks;
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
  private final BestViews views;
  private final Proposals proposals;
  private final Looks looks;
  private final Deciding deciding;
  private final Carrying carrying;
  private final Watch watch;
  private final Ids ids;

  Matches(
      Database database,
      MatchStore store,
      Records records,
      Locks locks,
      Links links,
      Doubts doubts,
      BestViews views,
      Proposals proposals,
      Looks looks,
      Deciding deciding,
      Carrying carrying,
      Watch watch,
      Ids ids) {
    this.database = database;
    this.store = store;
    this.records = records;
    this.locks = locks;
    this.links = links;
    this.doubts = doubts;
    this.views = views;
    this.proposals = proposals;
    this.looks = looks;
    this.deciding = deciding;
    this.carrying = carrying;
    this.watch = watch;
    this.ids = ids;
  }

  Uni<MatchPage> waiting(Caller reviewer, boolean putOff, Optional<Place> after, int limit) {
    return store
        .waiting(database::query, putOff, after, limit + 1)
        .chain(
            matches ->
                records
                    .byIds(database::query, recordsOf(matches))
                    .call(known -> looks.at(reviewer, "matches.listed", known))
                    .map(known -> MatchPage.of(matches, known, limit)));
  }

  private static List<Id> recordsOf(List<Match> matches) {
    return matches.stream().flatMap(m -> Stream.of(m.record(), m.other())).distinct().toList();
  }

  /** The first that nobody else has taken up, now this reviewer's; nothing when there is none. */
  Uni<Optional<MatchView>> next(Caller reviewer) {
    return database
        .tx(tx -> store.next(tx, reviewer))
        .chain(
            found ->
                found
                    .map(match -> seen(reviewer, match).map(Optional::of))
                    .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
  }

  Uni<MatchView> claim(Caller reviewer, Id id) {
    return changed(reviewer, id, (tx, match) -> store.claim(tx, match, reviewer));
  }

  Uni<MatchView> release(Caller reviewer, Id id) {
    return changed(reviewer, id, (tx, match) -> store.release(tx, match));
  }

  Uni<MatchView> decide(Caller reviewer, Id id, MatchResource.DecisionRequest said) {
    return changed(
        reviewer,
        id,
        (tx, match) ->
            carryOut(tx, match, reviewer, said.decision())
                .chain(so -> store.decide(tx, match, reviewer, said, so))
                .chain(() -> tx.audit(entry(reviewer, match, said.decision()))));
  }

  /** Does something to a doubt that waits and that nobody else has taken up. */
  private Uni<MatchView> changed(
      Caller reviewer, Id id, BiFunction<SqlTx, Match, Uni<Void>> change) {
    return database
        .tx(
            tx ->
                store
                    .lock(tx, id)
                    .invoke(match -> mustBeOpenTo(reviewer, match))
                    .call(match -> change.apply(tx, match))
                    .chain(match -> store.lock(tx, id)))
        .chain(match -> seen(reviewer, match));
  }

  private Uni<MatchView> seen(Caller reviewer, Match match) {
    return records
        .byIds(database::query, recordsOf(List.of(match)))
        .call(known -> looks.at(reviewer, "match.looked-at", known))
        .chain(
            known ->
                records
                    .ofPersons(database::query, known)
                    .chain(persons -> views.of(database::query, persons))
                    .map(best -> MatchView.of(match, known, best)));
  }

  private void mustBeOpenTo(Caller reviewer, Match match) {
    if (match.status().isFinal()) {
      throw IndexProblem.MATCH_DECIDED.problem();
    }
    if (match.status() == Match.Status.PROPOSED) {
      throw IndexProblem.MATCH_PROPOSED.problem();
    }
    if (store.isAnothers(match, reviewer)) {
      throw IndexProblem.MATCH_CLAIMED.problem();
    }
  }

  private static AuditEntry entry(Caller reviewer, Match match, Decision decision) {
    return AuditEntry.of(reviewer, "match.decided", match.id()).with("decision", decision.name());
  }

  /**
   * What a decision has come to.
   *
   * @param merge the merge that it is, when it is one
   * @param stands whether it is carried out
   */
  record Carried(Optional<Id> merge, Stands stands) {
    static final Carried NO_MERGE = new Carried(Optional.empty(), Stands.DONE);
    static final Carried SAID_ONCE = new Carried(Optional.empty(), Stands.SAID_ONCE);
  }

  /** How far a decision has come. */
  enum Stands {
    DONE,
    /** A second person has to approve the merge that it is. */
    PROPOSED,
    /** A second reviewer has to say the same. */
    SAID_ONCE
  }

  private Uni<Carried> carryOut(SqlTx tx, Match match, Caller reviewer, Decision decision) {
    return switch (decision) {
      case LATER -> Uni.createFrom().item(Carried.NO_MERGE);
      case SAME -> persons(tx, match).chain(two -> same(tx, match, reviewer, two));
      case DIFFERENT ->
          pair(tx, match)
              .chain(pair -> different(tx, match, reviewer, pair))
              .replaceWith(Carried.NO_MERGE);
    };
  }

  private Uni<Void> different(SqlTx tx, Match match, Caller reviewer, List<IndexRecord> pair) {
    return watch.over(
        tx,
        pair.stream().map(IndexRecord::personId).collect(Collectors.toSet()),
        Set.of(),
        reviewer.name(),
        seen ->
            move(
                    tx,
                    Regrouping.part(pair.get(0), pair.get(1), ids.founding(IdType.PERSON)),
                    reviewer)
                .chain(() -> doubts.remember(tx, match.record(), match.other(), Verdict.DIFFERENT))
                .chain(() -> regroup(tx, match, seen)));
  }

  /** Whoever was there only by way of one of the two, or is certainly one with it, goes along. */
  private Uni<Void> regroup(SqlTx tx, Match match, Watch.Seen seen) {
    return deciding
        .decide(tx::query, true, List.of(), List.of(match.record(), match.other()))
        .chain(arrangement -> carrying.within(tx, arrangement, seen));
  }

  private Uni<Carried> same(SqlTx tx, Match match, Caller reviewer, Regrouping.Two two) {
    if (two.needsASecondWord()) {
      if (match.sameBy().isEmpty()) {
        return Uni.createFrom().item(Carried.SAID_ONCE);
      }
      if (match.sameBy().get().equals(reviewer.name())) {
        throw IndexProblem.MATCH_SECOND_PERSON.problem();
      }
    }
    if (two.needTwoPeople()) {
      return proposals
          .propose(tx, reviewer, match.id(), two.raised(), two.before())
          .map(merge -> new Carried(Optional.of(merge), Stands.PROPOSED));
    }
    return doubts
        .verdicts(tx::query, two.raised().stream().map(IndexRecord::id).toList())
        .map(verdicts -> Regrouping.join(two, verdicts))
        .chain(moves -> joined(tx, match, reviewer, two, moves))
        .call(() -> doubts.remember(tx, match.record(), match.other(), Verdict.SAME));
  }

  private Uni<Carried> joined(
      SqlTx tx,
      Match match,
      Caller reviewer,
      Regrouping.Two two,
      Optional<Regrouping.Moves> moves) {
    if (moves.isEmpty()) {
      return Uni.createFrom().item(Carried.NO_MERGE);
    }
    List<IndexRecord> going = moves.get().records();
    List<IndexRecord> staying = going.equals(two.raised()) ? two.before() : two.raised();
    return proposals
        .answered(tx, reviewer, match.id(), going, staying)
        .map(merge -> new Carried(Optional.of(merge), Stands.DONE));
  }

  /** All records of the person of either record. */
  private Uni<Regrouping.Two> persons(SqlTx tx, Match match) {
    return pair(tx, match)
        .chain(
            pair ->
                records
                    .ofPerson(tx::query, pair.get(0).personId())
                    .chain(
                        raised ->
                            records
                                .ofPerson(tx::query, pair.get(1).personId())
                                .chain(before -> two(tx, pair, raised, before))));
  }

  private Uni<Regrouping.Two> two(
      SqlTx tx, List<IndexRecord> pair, List<IndexRecord> raised, List<IndexRecord> before) {
    return proposals
        .merged(tx, List.of(raised.get(0).personId(), before.get(0).personId()))
        .map(merged -> new Regrouping.Two(pair, raised, before, merged));
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
