package org.yima.index.merge;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
  private final Held held;
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
      Held held,
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
    this.held = held;
    this.doubts = doubts;
    this.notices = notices;
    this.edges = edges;
    this.deciding = deciding;
    this.carrying = carrying;
  }

  /**
   * What taking a join back would do.
   *
   * @param heldBy joins and doubts that have to be taken back first, in order
   */
  public record Foreseen(Parting parting, List<Id> heldBy) {
    public Foreseen {
      heldBy = List.copyOf(heldBy);
    }
  }

  /** What taking it back would part, as things stand. */
  public Uni<Foreseen> foresee(PersonMerge merge) {
    return Forest.root(database::query, merge.target())
        .chain(root -> records.ofPerson(database::query, root))
        .chain(joined -> cut(database::query, merge, joined))
        .map(Cut::parting)
        .chain(
            parting ->
                held.by(database::query, merge, parting)
                    .map(heldBy -> new Foreseen(parting, heldBy)));
  }

  /**
   * Which records leave.
   *
   * @param joins that hang under the person that leaves from then on
   */
  private record Cut(Parting parting, List<Id> joins) {}

  private Uni<Cut> cut(Statements db, PersonMerge merge, List<IndexRecord> joined) {
    return edges
        .of(db, Joining.idsOf(joined))
        .chain(
            links ->
                merge.kind() == Kind.MERGE
                    ? byHomes(db, merge, joined, links)
                    : byName(db, merge, joined, links).map(parting -> new Cut(parting, List.of())));
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

  private static Uni<Cut> byHomes(
      Statements db, PersonMerge merge, List<IndexRecord> joined, List<Edge> links) {
    return Forest.above(db, merge.target())
        .chain(
            above ->
                Forest.homes(db, Joining.idsOf(joined))
                    .chain(
                        homes ->
                            Branch.of(db, merge, above, homes)
                                .map(
                                    branch ->
                                        new Cut(
                                            Parting.of(
                                                joined,
                                                homes,
                                                branch.persons(),
                                                above,
                                                at(merge),
                                                links),
                                            branch.joins()))));
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
        .chain(joined -> cut(tx::query, merge, joined))
        .invoke(cut -> mustHaveRecords(cut.parting().leaving()))
        .call(cut -> mustNotBeHeld(tx, merge, cut.parting()))
        .chain(
            cut ->
                merge.kind() == Kind.MERGE
                    ? part(tx, by, merge, cut)
                    : partByName(tx, by, merge, cut.parting()));
  }

  private Uni<Void> mustNotBeHeld(SqlTx tx, PersonMerge merge, Parting parting) {
    return held.by(tx::query, merge, parting)
        .invoke(
            heldBy -> {
              if (!heldBy.isEmpty()) {
                throw IndexProblem.MERGE_KEPT_TOGETHER.problem();
              }
            })
        .replaceWithVoid();
  }

  /** A parting that somebody has proposed stands for the join until it is applied. */
  private Uni<Void> proposed(SqlTx tx, Caller by, PersonMerge merge) {
    if (merge.kind() != Kind.PART) {
      throw IndexProblem.MERGE_NOT_IN_STATE.problem();
    }
    return takenBack(tx, by, merge);
  }

  /**
   * Records have left already; people say that what arose under them goes along, from one resident
   * to another. As with a merge, one says so and another does it.
   */
  private Uni<Void> given(SqlTx tx, Caller by, PersonMerge left) {
    return store
        .history(tx::query, left.id())
        .map(Unmerging::whoSaidSo)
        .chain(
            said -> {
              if (said.isEmpty()) {
                return store
                    .note(tx, left.id(), MergeStore.Action.PROPOSED, by, "")
                    .chain(() -> tx.audit(Proposals.entry(by, "person.rows-proposed", left)));
              }
              return said.contains(by.name())
                  ? Uni.createFrom().voidItem()
                  : store
                      .move(tx, left.id(), Status.LEFT, Status.UNDOING)
                      .chain(() -> store.note(tx, left.id(), MergeStore.Action.UNMERGED, by, ""))
                      .chain(() -> tx.audit(Proposals.entry(by, "person.rows-given", left)));
            });
  }

  /** Who has said so since it was last carried out or taken back. */
  private static Set<String> whoSaidSo(List<MergeStore.Done> history) {
    Set<String> said = new HashSet<>();
    for (MergeStore.Done done : history) {
      if (done.action() == MergeStore.Action.PROPOSED) {
        said.add(done.actor());
      } else {
        said.clear();
      }
    }
    return said;
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

  /** Where nothing is left there is nothing to do, and it would only seem to be done. */
  private static void mustHaveRecords(List<IndexRecord> records) {
    if (records.isEmpty()) {
      throw IndexProblem.MERGE_STALE.problem();
    }
  }

  private Uni<Void> part(SqlTx tx, Caller by, PersonMerge merge, Cut cut) {
    Parting parting = cut.parting();
    return joining
        .move(tx, merge, parting.home(), merge.source(), Links.Reason.UNMERGED, by.name())
        .chain(
            () ->
                joining.move(
                    tx, merge, parting.alike(), merge.source(), Links.Reason.DOCUMENT, by.name()))
        .chain(() -> store.hang(tx, cut.joins(), merge.source()))
        .chain(() -> noted(tx, merge, parting, parting.home()))
        .chain(() -> told(tx, by, merge, parting));
  }

  /** That the two sides are different people, and whom nothing tells about people are asked. */
  private Uni<Void> noted(SqlTx tx, PersonMerge merge, Parting parting, List<IndexRecord> leaving) {
    return answers
        .remember(tx, merge, Verdict.DIFFERENT)
        .chain(() -> Noted.apart(tx, merge.id(), leaving, parting.clear()))
        .chain(() -> doubts.raise(tx, questions(parting)));
  }

  /** It is taken back from now on. */
  private Uni<Void> told(SqlTx tx, Caller by, PersonMerge merge, Parting parting) {
    return store
        .move(tx, merge.id(), merge.status(), Status.UNDOING)
        .chain(() -> store.note(tx, merge.id(), MergeStore.Action.UNMERGED, by, ""))
        .chain(() -> tx.audit(Proposals.entry(by, "person.unmerged", merge)))
        .chain(() -> notices.tell(tx, Notices.UNMERGED, merge, parting.all()));
  }

  private Uni<Void> partByName(SqlTx tx, Caller by, PersonMerge part, Parting parting) {
    mustHaveRecords(parting.staying());
    return mustMayPart(tx, by, part, parting)
        .chain(() -> adopt(tx, part, parting))
        .chain(
            () ->
                joining.move(
                    tx, part, parting.leaving(), part.source(), Links.Reason.HUMAN, by.name()))
        .chain(() -> noted(tx, part, parting, parting.leaving()))
        .chain(() -> regroup(tx, parting.all()))
        .chain(() -> told(tx, by, part, parting));
  }

  /** Who was there only by way of who has left is there no more. */
  private Uni<Void> regroup(SqlTx tx, List<IndexRecord> all) {
    return deciding
        .decide(tx::query, true, List.of(), Joining.idsOf(all))
        .chain(arrangement -> carrying.out(tx, arrangement));
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
        .replaceWithVoid();
  }

  /** Answers that people gave on their own go with the parting, and come back with it. */
  private Uni<Void> adopt(SqlTx tx, PersonMerge part, Parting parting) {
    return part.kind() == Kind.PART
        ? joining
            .verdicts(tx::query, parting.leaving())
            .chain(verdicts -> answers.adopt(tx, part, parting.joinedByPeople(verdicts)))
        : Uni.createFrom().voidItem();
  }

  /** For each record of which nothing tells whose it is: whether it is either side's. */
  private static List<Doubts.Raised> questions(Parting parting) {
    List<Doubts.Raised> questions = new ArrayList<>();
    for (IndexRecord record : parting.unclear()) {
      parting.clear().stream().findFirst().ifPresent(r -> questions.add(question(record, r)));
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
                              mustBeAnother(tx, by, merge)
                                  .chain(
                                      () ->
                                          merge.kind() == Kind.LEFT
                                              ? returned(tx, by, merge)
                                              : join(tx, by, merge));
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
        .call(before -> joining.hold(tx, before.all()))
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
        .chain(pair -> notices.tell(tx, Notices.MERGED, merge, pair.all()));
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
}
