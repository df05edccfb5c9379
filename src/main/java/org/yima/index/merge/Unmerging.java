package org.yima.index.merge;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yima.index.IndexProblem;
import org.yima.index.IndexRecord;
import org.yima.index.PersonMerge;
import org.yima.index.PersonMerge.Status;
import org.yima.index.matching.Doubt;
import org.yima.index.matching.Verdict;
import org.yima.index.store.Doubts;
import org.yima.index.store.Links;
import org.yima.index.store.Records;
import org.yima.index.store.Statements;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.SqlTx;

/**
 * Takes a merge back, at any later time, and takes that back too. Each is one transaction over the
 * records; the rows of other rooms follow.
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

  Unmerging(
      Database database,
      MergeStore store,
      Records records,
      Joining joining,
      Answers answers,
      Doubts doubts,
      Notices notices) {
    this.database = database;
    this.store = store;
    this.records = records;
    this.joining = joining;
    this.answers = answers;
    this.doubts = doubts;
    this.notices = notices;
  }

  /** What taking it back would part, as things stand. */
  public Uni<Parting> foresee(PersonMerge merge) {
    return Forest.root(database::query, merge.target())
        .chain(root -> records.ofPerson(database::query, root))
        .chain(joined -> parting(database::query, merge, joined));
  }

  private Uni<Parting> parting(Statements db, PersonMerge merge, List<IndexRecord> joined) {
    return Forest.under(db, merge.source())
        .chain(
            leaving ->
                Forest.homes(db, joined.stream().map(IndexRecord::id).toList())
                    .map(
                        homes ->
                            Parting.of(joined, homes, leaving, merge.mergedAt().orElseThrow())));
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

  /** Takes a merge back; nothing when that was done already. */
  public Uni<Void> unmerge(Caller by, Id id) {
    return database.tx(
        tx ->
            store
                .lock(tx, id)
                .chain(
                    merge ->
                        switch (merge.status()) {
                          case MERGED ->
                              heldRoot(tx, merge.target())
                                  .invoke(Unmerging::mustHaveRecords)
                                  .chain(joined -> parting(tx::query, merge, joined))
                                  .chain(parting -> part(tx, by, merge, parting));
                          case UNDOING, UNDONE -> Uni.createFrom().voidItem();
                          default -> throw IndexProblem.MERGE_NOT_IN_STATE.problem();
                        }));
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
    List<IndexRecord> all =
        Stream.concat(parting.leaving().stream(), parting.staying().stream()).toList();
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
                    tx,
                    merge,
                    parting.byDocument(),
                    merge.source(),
                    Links.Reason.DOCUMENT,
                    by.name()))
        .chain(() -> answers.remember(tx, merge, Verdict.DIFFERENT))
        .chain(() -> Noted.apart(tx, merge.id(), parting.home(), clear(parting)))
        .chain(() -> doubts.raise(tx, questions(parting)))
        .chain(() -> store.move(tx, merge.id(), Status.MERGED, Status.UNDOING))
        .chain(() -> store.note(tx, merge.id(), MergeStore.Action.UNMERGED, by, ""))
        .chain(() -> tx.audit(Proposals.entry(by, "person.unmerged", merge)))
        .chain(() -> notices.tell(tx, "unmerged", merge, all));
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
                              mustBeAnother(tx, by, merge).chain(() -> join(tx, by, merge));
                          case MERGING, MERGED -> Uni.createFrom().voidItem();
                          default -> throw IndexProblem.MERGE_NOT_IN_STATE.problem();
                        }));
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
                    .call(
                        pair ->
                            joining.move(
                                tx, merge, pair.source(), root, Links.Reason.MERGED, by.name())))
        .call(() -> store.move(tx, merge.id(), Status.UNDONE, Status.MERGING))
        .call(() -> store.note(tx, merge.id(), MergeStore.Action.REMERGED, by, ""))
        .call(() -> tx.audit(Proposals.entry(by, "person.remerged", merge)))
        .chain(pair -> notices.tell(tx, "merged", merge, both(pair)));
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
