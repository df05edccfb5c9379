package org.yima.index.merge;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yima.index.IndexProblem;
import org.yima.index.IndexRecord;
import org.yima.index.PersonMerge;
import org.yima.index.PersonMerge.Status;
import org.yima.index.change.Notices;
import org.yima.index.matching.Verdict;
import org.yima.index.store.Links;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.PlatformProblem;
import org.yima.platform.SqlTx;

/** One person proposes a merge, another approves or refuses it. */
@ApplicationScoped
public class Proposals {
  private final Database database;
  private final MergeStore store;
  private final Joining joining;
  private final Answers answers;
  private final Notices notices;
  private final Ids ids;
  private final Clock clock;

  Proposals(
      Database database,
      MergeStore store,
      Joining joining,
      Answers answers,
      Notices notices,
      Ids ids,
      Clock clock) {
    this.database = database;
    this.store = store;
    this.joining = joining;
    this.answers = answers;
    this.notices = notices;
    this.ids = ids;
    this.clock = clock;
  }

  /** Proposes that two persons are one; answers the merge. */
  Uni<Id> propose(Caller by, Id source, Id target, String reason) {
    return joining
        .read(database::query, source, target)
        .invoke(Proposals::mustBeThere)
        .chain(
            () ->
                database.tx(
                    tx ->
                        joining
                            .hold(tx, source, target)
                            .chain(
                                pair ->
                                    propose(tx, by, new Asked(pair, Optional.empty(), reason)))));
  }

  private static void mustBeThere(Joining.Pair pair) {
    if (pair.source().isEmpty() || pair.target().isEmpty()) {
      throw PlatformProblem.NOT_FOUND.problem();
    }
  }

  /** What is proposed, and the doubt whose answer it is. */
  private record Asked(Joining.Pair pair, Optional<Id> match, String reason) {}

  /**
   * Proposes the merge that an answer to a doubt would be, within the answer's transaction, which
   * holds both persons.
   */
  public Uni<Id> propose(
      SqlTx tx, Caller by, Id match, List<IndexRecord> source, List<IndexRecord> target) {
    return propose(tx, by, new Asked(new Joining.Pair(source, target), Optional.of(match), ""));
  }

  /**
   * Joins the persons of a doubt by one reviewer's answer, within the answer's transaction, which
   * holds both. It is a merge as any other: it is told, and can be taken back.
   *
   * @param source whose records go
   */
  public Uni<Id> answered(
      SqlTx tx, Caller by, Id match, List<IndexRecord> source, List<IndexRecord> target) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    Id from = source.get(0).personId();
    Joining.Pair pair = new Joining.Pair(source, target);
    PersonMerge merge =
        new PersonMerge(
            ids.beside(IdType.MERGE, from),
            PersonMerge.Kind.ANSWER,
            from,
            target.get(0).personId(),
            Optional.of(match),
            Status.MERGED,
            by.name(),
            "",
            now,
            Optional.of(now),
            Optional.empty());
    return joining
        .mustNotBeKeptApart(tx, pair)
        .chain(() -> MergeStore.insert(tx, merge))
        .chain(() -> store.name(tx, merge.id(), Joining.idsOf(source)))
        .chain(() -> store.note(tx, merge.id(), MergeStore.Action.APPROVED, by, ""))
        .chain(() -> joining.move(tx, merge, source, merge.target(), Links.Reason.HUMAN, by.name()))
        .chain(() -> tx.audit(entry(by, "person.merged", merge)))
        .chain(() -> notices.tell(tx, Notices.MERGED, merge, pair.all()))
        .replaceWith(merge.id());
  }

  private Uni<Id> propose(SqlTx tx, Caller by, Asked asked) {
    Id source = asked.pair().source().get(0).personId();
    PersonMerge merge =
        new PersonMerge(
            ids.beside(IdType.MERGE, source),
            PersonMerge.Kind.MERGE,
            source,
            asked.pair().target().get(0).personId(),
            asked.match(),
            Status.PROPOSED,
            by.name(),
            asked.reason(),
            OffsetDateTime.now(clock),
            Optional.empty(),
            Optional.empty());
    return joining
        .mustNotBeKeptApart(tx, asked.pair())
        .chain(() -> store.propose(tx, merge))
        .call(id -> id.equals(merge.id()) ? proposed(tx, merge, by) : Uni.createFrom().voidItem());
  }

  private Uni<Void> proposed(SqlTx tx, PersonMerge merge, Caller by) {
    return store
        .note(tx, merge.id(), MergeStore.Action.PROPOSED, by, merge.reason())
        .chain(() -> tx.audit(entry(by, "person.merge-proposed", merge)));
  }

  static AuditEntry entry(Caller by, String action, PersonMerge merge) {
    return AuditEntry.of(by, action, merge.id())
        .with("source", merge.source().toString())
        .with("target", merge.target().toString());
  }

  /** Approves a proposal of somebody else: the two are one from now on. */
  Uni<Void> approve(Caller by, Id id, String reason) {
    return database.tx(
        tx ->
            store
                .lock(tx, id)
                .invoke(Proposals::mustBeOpen)
                .invoke(merge -> mustBeAnother(merge, by))
                .chain(merge -> approve(tx, by, merge, reason)));
  }

  private static void mustBeOpen(PersonMerge merge) {
    if (merge.status() != Status.PROPOSED || merge.kind() != PersonMerge.Kind.MERGE) {
      throw IndexProblem.MERGE_NOT_IN_STATE.problem();
    }
  }

  private static void mustBeProposed(PersonMerge merge) {
    if (merge.status() != Status.PROPOSED) {
      throw IndexProblem.MERGE_NOT_IN_STATE.problem();
    }
  }

  private static void mustBeAnother(PersonMerge merge, Caller by) {
    if (merge.proposer().equals(by.name())) {
      throw IndexProblem.MERGE_TWO_PEOPLE.problem();
    }
  }

  private Uni<Void> approve(SqlTx tx, Caller by, PersonMerge merge, String reason) {
    return joining
        .hold(tx, merge.source(), merge.target())
        .call(pair -> joining.mustNotBeKeptApart(tx, pair))
        .call(
            pair ->
                joining.move(
                    tx, merge, pair.source(), merge.target(), Links.Reason.MERGED, by.name()))
        .call(() -> store.move(tx, merge.id(), Status.PROPOSED, Status.MERGED))
        .call(() -> store.note(tx, merge.id(), MergeStore.Action.APPROVED, by, reason))
        .call(() -> answers.give(tx, merge, by, Verdict.SAME))
        .call(() -> tx.audit(entry(by, "person.merged", merge)))
        .call(pair -> notices.tell(tx, Notices.MERGED, merge, pair.all()))
        .replaceWithVoid();
  }

  /** Those of these persons that two people have merged others into, and who stay who they are. */
  public Uni<Set<Id>> merged(SqlTx tx, Collection<Id> persons) {
    return Forest.merged(tx::query, persons);
  }

  /** Refuses a proposal, one's own too; the doubt that it answers waits again. */
  Uni<Void> refuse(Caller by, Id id, String reason) {
    return database.tx(
        tx ->
            store
                .lock(tx, id)
                .invoke(Proposals::mustBeProposed)
                .call(merge -> store.move(tx, id, Status.PROPOSED, Status.REFUSED))
                .call(merge -> store.note(tx, id, MergeStore.Action.REFUSED, by, reason))
                .call(merge -> answers.reopen(tx, merge))
                .call(merge -> tx.audit(entry(by, refusal(merge), merge)))
                .replaceWithVoid());
  }

  private static String refusal(PersonMerge merge) {
    return merge.kind() == PersonMerge.Kind.PART ? "person.part-refused" : "person.merge-refused";
  }
}
