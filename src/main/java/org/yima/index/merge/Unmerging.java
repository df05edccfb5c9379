package org.yima.index.merge;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yima.index.IndexProblem;
import org.yima.index.IndexRecord;
import org.yima.index.PersonMerge;
import org.yima.index.PersonMerge.Kind;
import org.yima.index.PersonMerge.Status;
import org.yima.index.change.Notices;
import org.yima.index.living.Carrying;
import org.yima.index.living.Deciding;
import org.yima.index.matching.Doubt;
import org.yima.index.matching.Verdict;
import org.yima.index.store.Doubts;
import org.yima.index.store.Edge;
import org.yima.index.store.EdgeRows;
import org.yima.index.store.Links;
import org.yima.index.store.Records;
import org.yima.index.store.Statements;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.SqlTx;

/**
 * Takes a join back, at any later time, and takes that back too: a merge of two people by the homes
 * of the records, any other by the records that it names. Each is one transaction over the records;
 * the rows of other rooms follow.
 */
@ApplicationScoped
public class Unmerging {
  private final Database database;
  private final MergeStore store;
  private final Records records;
  private final Joining joining;
  private final Answers answers;
  private final Doubts doubts;
  private final Notices notices;
  private final EdgeRows edges;
  private final Deciding deciding;
  private final Carrying carrying;

  Unmerging(
      Database database,
      MergeStore store,
      Records records,
      Joining joining,
      Answers answers,
      Doubts doubts,
      Notices notices,
      EdgeRows edges,
      Deciding deciding,
      Carrying carrying) {
    this.database = database;
    this.store = store;
    this.records = records;
    this.joining = joining;
    this.answers = answers;
    this.doubts = doubts;
    this.notices = notices;
    this.edges = edges;
    this.deciding = deciding;
    this.carrying = carrying;
  }

  /** What taking it back would part, as things stand. */
  public Uni<Parting> foresee(PersonMerge merge) {
    return Forest.root(database::query, merge.target())
        .chain(root -> records.ofPerson(database::query, root))
        .chain(joined -> parting(database::query, merge, joined));
  }

  private Uni<Parting> parting(Statements db, PersonMerge merge, List<IndexRecord> joined) {
    return edges
        .of(db, Joining.idsOf(joined))
        .chain(
            links ->
                merge.kind() == Kind.MERGE
                    ? byHomes(db, merge, joined, links)
                    : byName(db, merge, joined, links));
  }

  /** Those that are named are at home in the person to which they go. */
  private Uni<Parting> byName(
      Statements db, PersonMerge part, List<IndexRecord> joined, List<Edge> links) {
    return store
        .named(db, part.id())
        .chain(
            named ->
                Forest.homes(db, Joining.idsOf(joined))
                    .map(
                        homes -> {
                          Set<Id> others =
                              homes.values().stream()
                                  .map(Forest.Home::person)
                                  .collect(Collectors.toSet());
                          named.forEach(
                              n ->
                                  homes.put(
                                      n.record(),
                                      new Forest.Home(part.source(), part.proposedAt())));
                          return Parting.of(
                              joined,
                              homes,
                              Set.of(part.source()),
                              others,
                              part.mergedAt().orElse(OffsetDateTime.MAX),
                              links);
                        }));
  }

  private Uni<Parting> byHomes(
      Statements db, PersonMerge merge, List<IndexRecord> joined, List<Edge> links) {
    return Forest.under(db, merge.source())
        .chain(
            leaving ->
                Forest.above(db, merge.target())
                    .chain(
                        above ->
                            Forest.homes(db, joined.stream().map(IndexRecord::id).toList())
                                .map(
                                    homes ->
                                        Parting.of(
                                            joined, homes, leaving, above, at(merge), links))));
  }

  private static OffsetDateTime at(PersonMerge merge) {
    return merge.mergedAt().orElseThrow();
  }

  /** The records of the two sides, by where they are at present. */
  public Uni<Parting> sides(PersonMerge merge) {
    return Forest.root(database::query, merge.source())
        .chain(
            source ->
                Forest.root(database::query, merge.target())
                    .chain(target -> joining.read(database::query, source, target)))
        .map(pair -> new Parting(pair.source(), List.of(), List.of(), pair.target()));
  }

  /** Takes a join back; nothing when that was done already. */
  public Uni<Void> unmerge(Caller by, Id id) {
    return database.tx(
        tx ->
            store
                .lock(tx, id)
                .chain(
                    merge ->
                        switch (merge.status()) {
                          case MERGED -> takenBack(tx, by, merge);
                          case PROPOSED -> proposed(tx, by, merge);
                          case LEFT -> given(tx, by, merge);
                          case UNDOING, UNDONE -> Uni.createFrom().voidItem();
                          default -> throw IndexProblem.MERGE_NOT_IN_STATE.problem();
                        }));
  }

  /** Approves a parting that somebody else has proposed. */
  Uni<Void> approve(Caller by, PersonMerge part) {
    if (part.status() != Status.PROPOSED) {
      throw IndexProblem.MERGE_NOT_IN_STATE.problem();
    }
    if (part.proposer().equals(by.name())) {
      throw IndexProblem.MERGE_TWO_PEOPLE.problem();
    }
    return unmerge(by, part.id());
  }

  private Uni<Void> takenBack(SqlTx tx, Caller by, PersonMerge merge) {
    return heldRoot(tx, merge.target())
        .invoke(Unmerging::mustHaveRecords)
        .chain(joined -> parting(tx::query, merge, joined))
        .chain(
            parting ->
                merge.kind() == Kind.MERGE
                    ? part(tx, by, merge, parting)
                    : partByName(tx, by, merge, parting));
  }

  /** A parting that somebody has proposed stands for the join until it is applied. */
  private Uni<Void> proposed(SqlTx tx, Caller by, PersonMerge merge) {
    if (merge.kind() != Kind.PART) {
      throw IndexProblem.MERGE_NOT_IN_STATE.problem();
    }
    return takenBack(tx, by, merge);
  }

  /** Records have left already; people say that what arose under them goes along. */
  private Uni<Void> given(SqlTx tx, Caller by, PersonMerge left) {
    return store
        .move(tx, left.id(), Status.LEFT, Status.UNDOING)
        .chain(() -> store.note(tx, left.id(), MergeStore.Action.UNMERGED, by, ""))
        .chain(() -> tx.audit(Proposals.entry(by, "person.rows-given", left)));
  }

  /** The records of the person that has this one's, held; whom it hangs under may have changed. */
  private Uni<List<IndexRecord>> heldRoot(SqlTx tx, Id person) {
    return Forest.root(tx::query, person)
        .chain(
            root ->
                records
                    .ofPerson(tx::query, root)
                    .call(members -> joining.hold(tx, members))
                    .chain(() -> Forest.root(tx::query, person))
                    .chain(
                        now ->
                            now.equals(root)
                                ? records.ofPerson(tx::query, root)
                                : heldRoot(tx, person)));
  }

  /** Where nothing is left there is nothing to part, and the merge would seem to be taken back. */
  private static void mustHaveRecords(List<IndexRecord> joined) {
    if (joined.isEmpty()) {
      throw IndexProblem.MERGE_STALE.problem();
    }
  }

  private Uni<Void> part(SqlTx tx, Caller by, PersonMerge merge, Parting parting) {
    List<IndexRecord> all = all(parting);
    return joining
        .verdicts(tx::query, parting.leaving())
        .chain(
            verdicts -> answers.pairs(tx, merge).invoke(own -> mustMayPart(parting, verdicts, own)))
        .chain(
            () ->
                joining.move(
                    tx, merge, parting.home(), merge.source(), Links.Reason.UNMERGED, by.name()))
        .chain(
            () ->
                joining.move(
                    tx, merge, parting.alike(), merge.source(), Links.Reason.DOCUMENT, by.name()))
        .chain(() -> answers.remember(tx, merge, Verdict.DIFFERENT))
        .chain(() -> Noted.apart(tx, merge.id(), parting.home(), clear(parting)))
        .chain(() -> doubts.raise(tx, questions(parting)))
        .chain(() -> store.move(tx, merge.id(), Status.MERGED, Status.UNDOING))
        .chain(() -> store.note(tx, merge.id(), MergeStore.Action.UNMERGED, by, ""))
        .chain(() -> tx.audit(Proposals.entry(by, "person.unmerged", merge)))
        .chain(() -> notices.tell(tx, Notices.UNMERGED, merge, all));
  }

  private Uni<Void> partByName(SqlTx tx, Caller by, PersonMerge part, Parting parting) {
    if (parting.leaving().isEmpty() || parting.staying().isEmpty()) {
      throw IndexProblem.MERGE_STALE.problem();
    }
    return mustMayPart(tx, by, part, parting)
        .chain(() -> adopt(tx, part, parting))
        .chain(
            () ->
                joining.move(
                    tx, part, parting.leaving(), part.source(), Links.Reason.HUMAN, by.name()))
        .chain(() -> answers.remember(tx, part, Verdict.DIFFERENT))
        .chain(() -> Noted.apart(tx, part.id(), parting.leaving(), clear(parting)))
        .chain(() -> doubts.raise(tx, questions(parting)))
        .chain(() -> regroup(tx, all(parting)))
        .chain(() -> store.move(tx, part.id(), part.status(), Status.UNDOING))
        .chain(() -> store.note(tx, part.id(), MergeStore.Action.UNMERGED, by, ""))
        .chain(() -> tx.audit(Proposals.entry(by, "person.unmerged", part)))
        .chain(() -> notices.tell(tx, Notices.UNMERGED, part, all(parting)));
  }

  /** Who was there only by way of who has left is there no more. */
  private Uni<Void> regroup(SqlTx tx, List<IndexRecord> all) {
    return deciding
        .decide(tx::query, true, List.of(), Joining.idsOf(all))
        .chain(arrangement -> carrying.out(tx, arrangement));
  }

  private static List<IndexRecord> all(Parting parting) {
    return Stream.concat(parting.leaving().stream(), parting.staying().stream()).toList();
  }

  private Uni<Void> mustMayPart(SqlTx tx, Caller by, PersonMerge part, Parting parting) {
    if (part.status() != Status.PROPOSED) {
      return Uni.createFrom().voidItem();
    }
    if (part.proposer().equals(by.name()) && parting.touchesRights()) {
      throw IndexProblem.MERGE_TWO_PEOPLE.problem();
    }
    return store
        .named(tx::query, part.id())
        .invoke(
            named -> {
              if (named.size() != parting.home().size()) {
                throw IndexProblem.MERGE_STALE.problem();
              }
            })
        .chain(() -> Forest.homes(tx::query, Joining.idsOf(all(parting))))
        .invoke(homes -> mustNotBeAMerge(parting, homes))
        .replaceWithVoid();
  }

  /** What two people have joined is taken back as that. */
  private static void mustNotBeAMerge(Parting parting, Map<Id, Forest.Home> homes) {
    Set<Id> leaving = homesOf(parting.leaving(), homes);
    Id root = parting.leaving().get(0).personId();
    if (!leaving.contains(root)
        && Collections.disjoint(leaving, homesOf(parting.staying(), homes))) {
      throw IndexProblem.MERGE_KEPT_TOGETHER.problem();
    }
  }

  private static Set<Id> homesOf(List<IndexRecord> records, Map<Id, Forest.Home> homes) {
    return records.stream().map(r -> homes.get(r.id()).person()).collect(Collectors.toSet());
  }

  private Uni<Void> adopt(SqlTx tx, PersonMerge part, Parting parting) {
    return joining
        .verdicts(tx::query, parting.leaving())
        .chain(
            verdicts ->
                part.kind() == Kind.PART
                    ? answers
                        .adopt(tx, part, parting.joinedByPeople(verdicts))
                        .replaceWith(verdicts)
                    : Uni.createFrom().item(verdicts))
        .chain(
            verdicts -> answers.pairs(tx, part).invoke(own -> mustMayPart(parting, verdicts, own)))
        .replaceWithVoid();
  }

  private static void mustMayPart(
      Parting parting, Map<Id, Map<Id, Verdict>> verdicts, List<Answers.Two> own) {
    Set<Set<Id>> pairs = own.stream().map(Answers.Two::set).collect(Collectors.toSet());
    if (parting.wouldPartWhatPeopleJoined(verdicts, pairs)) {
      throw IndexProblem.MERGE_KEPT_TOGETHER.problem();
    }
  }

  private static List<IndexRecord> clear(Parting parting) {
    return parting.staying().stream().filter(r -> !parting.unclear().contains(r)).toList();
  }

  /** For each record of which nothing tells whose it is: whether it is either side's. */
  private static List<Doubts.Raised> questions(Parting parting) {
    List<Doubts.Raised> questions = new ArrayList<>();
    for (IndexRecord record : parting.unclear()) {
      clear(parting).stream().findFirst().ifPresent(r -> questions.add(question(record, r)));
      parting.home().stream().findFirst().ifPresent(r -> questions.add(question(record, r)));
    }
    return questions;
  }

  private static Doubts.Raised question(IndexRecord record, IndexRecord other) {
    return new Doubts.Raised(record.id(), new Doubt(other.id(), Doubt.Kind.DOUBT, Set.of()));
  }

  /**
   * Takes the taking back back: the two are one again, with what came to either since. It is a
   * merge of two persons anew, so neither who has proposed it nor who has taken it back decides.
   */
  public Uni<Void> remerge(Caller by, Id id) {
    return database.tx(
        tx ->
            store
                .lock(tx, id)
                .chain(
                    merge ->
                        switch (merge.status()) {
                          case UNDONE ->
                              merge.kind() == Kind.LEFT
                                  ? returned(tx, by, merge)
                                  : mustBeAnother(tx, by, merge).chain(() -> join(tx, by, merge));
                          case MERGING, MERGED, LEFT, RETURNING -> Uni.createFrom().voidItem();
                          default -> throw IndexProblem.MERGE_NOT_IN_STATE.problem();
                        }));
  }

  private Uni<Void> returned(SqlTx tx, Caller by, PersonMerge left) {
    return store
        .move(tx, left.id(), Status.UNDONE, Status.RETURNING)
        .chain(() -> store.note(tx, left.id(), MergeStore.Action.REMERGED, by, ""))
        .chain(() -> tx.audit(Proposals.entry(by, "person.rows-returned", left)));
  }

  private Uni<Void> mustBeAnother(SqlTx tx, Caller by, PersonMerge merge) {
    return store
        .history(tx::query, merge.id())
        .invoke(
            history -> {
              boolean tookItBack =
                  history.stream()
                      .filter(done -> done.action() == MergeStore.Action.UNMERGED)
                      .reduce((before, last) -> last)
                      .filter(last -> last.actor().equals(by.name()))
                      .isPresent();
              if (tookItBack || merge.proposer().equals(by.name())) {
                throw IndexProblem.MERGE_TWO_PEOPLE.problem();
              }
            })
        .replaceWithVoid();
  }

  private Uni<Void> join(SqlTx tx, Caller by, PersonMerge merge) {
    return Forest.root(tx::query, merge.target())
        .chain(
            root ->
                mustBeRoots(tx, merge, root)
                    .chain(() -> joining.read(tx::query, merge.source(), root)))
        .call(before -> joining.hold(tx, both(before)))
        .chain(before -> Forest.root(tx::query, merge.target()))
        .call(root -> mustBeRoots(tx, merge, root))
        .call(root -> Noted.lift(tx, merge.id()))
        .chain(
            root ->
                joining
                    .read(tx::query, merge.source(), root)
                    .call(() -> answers.remember(tx, merge, Verdict.SAME))
                    .call(pair -> joining.mustNotBeKeptApart(tx, pair))
                    .call(pair -> joinedAgain(tx, by, merge, pair.source(), root)))
        .call(() -> store.move(tx, merge.id(), Status.UNDONE, Status.MERGING))
        .call(() -> store.note(tx, merge.id(), MergeStore.Action.REMERGED, by, ""))
        .call(() -> tx.audit(Proposals.entry(by, "person.remerged", merge)))
        .chain(pair -> notices.tell(tx, Notices.MERGED, merge, both(pair)));
  }

  /** What no two people had joined is held together by what held it before, and by nothing else. */
  private Uni<Void> joinedAgain(
      SqlTx tx, Caller by, PersonMerge merge, List<IndexRecord> going, Id root) {
    if (merge.kind() == Kind.MERGE) {
      return joining.move(tx, merge, going, root, Links.Reason.MERGED, by.name());
    }
    return store
        .named(tx::query, merge.id())
        .map(
            named -> {
              Set<Id> back =
                  named.stream().map(MergeStore.Named::record).collect(Collectors.toSet());
              return going.stream().filter(record -> back.contains(record.id())).toList();
            })
        .invoke(Unmerging::mustHaveRecords)
        .chain(back -> joining.move(tx, merge, back, root, Links.Reason.HUMAN, by.name()))
        .chain(() -> records.ofPerson(tx::query, root))
        .chain(all -> regroup(tx, all));
  }

  /** The source hangs under nobody else meanwhile, nor the target under the source. */
  private Uni<Void> mustBeRoots(SqlTx tx, PersonMerge merge, Id root) {
    return Forest.root(tx::query, merge.source())
        .invoke(
            source -> {
              if (!source.equals(merge.source()) || source.equals(root)) {
                throw IndexProblem.MERGE_STALE.problem();
              }
            })
        .replaceWithVoid();
  }

  private static List<IndexRecord> both(Joining.Pair pair) {
    return Stream.concat(pair.source().stream(), pair.target().stream()).toList();
  }
}
