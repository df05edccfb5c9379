package org.yima.index.merge;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yima.index.IndexProblem;
import org.yima.index.IndexRecord;
import org.yima.index.PersonMerge;
import org.yima.index.PersonMerge.Kind;
import org.yima.index.PersonMerge.Status;
import org.yima.index.store.Records;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.PlatformProblem;
import org.yima.platform.SqlTx;

/**
 * Proposes that records are not those of their person. What has joined them need not be known: the
 * join is written down as what it is, something that can be taken back, and taken back as any
 * other.
 */
@ApplicationScoped
class Parts {
  private final Database database;
  private final MergeStore store;
  private final Records records;
  private final Ids ids;
  private final Clock clock;

  Parts(Database database, MergeStore store, Records records, Ids ids, Clock clock) {
    this.database = database;
    this.store = store;
    this.records = records;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Proposes; nothing is parted yet. Asked again while it is open, it is the same proposal. The
   * records are some of the person's, and not all.
   */
  Uni<Id> propose(Caller by, Id person, Set<Id> leaving, String reason) {
    return records
        .ofPerson(database::query, person)
        .invoke(all -> mustBeSome(all, leaving))
        .map(all -> proposal(by, person, reason))
        .chain(
            part -> database.tx(tx -> written(tx, by, part, leaving.stream().sorted().toList())));
  }

  private static void mustBeSome(List<IndexRecord> person, Set<Id> leaving) {
    if (person.isEmpty()) {
      throw PlatformProblem.NOT_FOUND.problem();
    }
    long known = person.stream().map(IndexRecord::id).filter(leaving::contains).count();
    if (known < leaving.size()) {
      throw PlatformProblem.NOT_FOUND.problem();
    }
    if (known == person.size()) {
      throw IndexProblem.PART_OF_ALL.problem();
    }
  }

  private PersonMerge proposal(Caller by, Id person, String reason) {
    Id fresh = ids.beside(IdType.PERSON, person);
    return new PersonMerge(
        ids.beside(IdType.MERGE, fresh),
        Kind.PART,
        fresh,
        person,
        Optional.empty(),
        Status.PROPOSED,
        by.name(),
        reason,
        OffsetDateTime.now(clock),
        Optional.empty(),
        Optional.empty());
  }

  private Uni<Id> written(SqlTx tx, Caller by, PersonMerge part, List<Id> leaving) {
    return store
        .proposePart(tx, part, leaving)
        .call(
            id ->
                id.equals(part.id()) ? noted(tx, by, part, leaving) : Uni.createFrom().voidItem());
  }

  private Uni<Void> noted(SqlTx tx, Caller by, PersonMerge part, List<Id> leaving) {
    return store
        .name(tx, part.id(), leaving)
        .chain(() -> store.note(tx, part.id(), MergeStore.Action.PROPOSED, by, part.reason()))
        .chain(() -> tx.audit(Proposals.entry(by, "person.part-proposed", part)));
  }
}
