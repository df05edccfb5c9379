package org.yima.resident.temporary;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import org.yima.access.Accounts;
import org.yima.access.CardRead;
import org.yima.access.Readers;
import org.yima.healthcard.identity.IdType;
import org.yima.index.DocumentKey;
import org.yima.index.PersonIndex;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Event;
import org.yima.platform.Id;
import org.yima.platform.Ids;
import org.yima.platform.PlatformProblem;
import org.yima.platform.SqlTx;
import org.yima.resident.Relation;
import org.yima.resident.Resident;
import org.yima.resident.ResidentProblem;
import org.yima.resident.merging.Identities;
import org.yima.resident.merging.Identities.Action;
import org.yima.resident.merging.Merging;
import org.yima.resident.realname.Applicant;
import org.yima.resident.realname.DocumentClaims;
import org.yima.resident.realname.Enrolment;
import org.yima.resident.realname.ResidentStore;
import org.yima.resident.realname.WindowEnrolment;

/**
 * A document tells who a temporary identity is. Where nobody has the document yet, the identity
 * becomes a real one in place and keeps all that hangs on it; where a resident has it, the identity
 * is merged into that resident. Reader and register are asked before anything is written.
 */
@ApplicationScoped
class Upgrades {
  private final Readers readers;
  private final WindowEnrolment window;
  private final DocumentClaims claims;
  private final ResidentStore residents;
  private final Accounts accounts;
  private final PersonIndex index;
  private final Identities identities;
  private final Merging merging;
  private final Database database;
  private final Ids ids;
  private final Clock clock;

  Upgrades(
      Readers readers,
      WindowEnrolment window,
      DocumentClaims claims,
      ResidentStore residents,
      Accounts accounts,
      PersonIndex index,
      Identities identities,
      Merging merging,
      Database database,
      Ids ids,
      Clock clock) {
    this.readers = readers;
    this.window = window;
    this.claims = claims;
    this.residents = residents;
    this.accounts = accounts;
    this.index = index;
    this.identities = identities;
    this.merging = merging;
    this.database = database;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * What shows who it is.
   *
   * @param read what a reader read; nothing for a newborn's number, which staff type
   */
  record Evidence(Applicant proven, Optional<CardRead> read) {}

  /**
   * What came of it.
   *
   * @param merge when the person had a resident already
   */
  record Upgraded(Id resident, Optional<Id> merge) {}

  Uni<Upgraded> upgrade(Caller staff, Temporary person, Evidence evidence) {
    Applicant proven = evidence.proven();
    person.mustBeOpen(clock.instant());
    if (evidence.read().isEmpty() && person.kind() != TemporaryKind.NEWBORN) {
      throw ResidentProblem.TEMPORARY_READING.problem();
    }
    byte[] key = claims.keyOf(proven.document());
    return evidence
        .read()
        .map(read -> readers.proven(staff, read))
        .orElseGet(() -> Uni.createFrom().voidItem())
        .invoke(() -> mustBeSame(person, proven))
        .chain(() -> registered(proven, key))
        .chain(() -> upgraded(staff, person, proven, key));
  }

  private void mustBeSame(Temporary person, Applicant proven) {
    if (!person.canBe(proven, clock.getZone())) {
      throw ResidentProblem.TEMPORARY_NOT_SAME.problem();
    }
  }

  /** A birth certificate the register cannot know; staff have seen it. */
  private Uni<Void> registered(Applicant proven, byte[] key) {
    return proven.document().idType() == IdType.NEWBORN
        ? Uni.createFrom().voidItem()
        : window.checked(proven, key);
  }

  private Uni<Upgraded> upgraded(Caller staff, Temporary person, Applicant proven, byte[] key) {
    Id id = person.resident().id();
    DocumentClaims.Claim wanted =
        new DocumentClaims.Claim(id, ids.founding(org.yima.platform.IdType.ACCOUNT));
    return database
        .tx(
            tx ->
                claims
                    .claim(tx, key, wanted)
                    .call(
                        claim ->
                            claim.holder().equals(id)
                                ? inPlace(tx, staff, person, proven, key, claim.claimedBy())
                                : Uni.createFrom().voidItem()))
        .chain(
            claim ->
                claim.holder().equals(id)
                    ? Uni.createFrom().item(new Upgraded(id, Optional.empty()))
                    : merged(staff, person, proven, claim.holder()));
  }

  private Uni<Void> inPlace(
      SqlTx tx, Caller staff, Temporary person, Applicant proven, byte[] key, Id account) {
    Resident before = person.resident();
    boolean adult = person.kind() != TemporaryKind.NEWBORN;
    Optional<Id> own = adult ? Optional.of(account) : Optional.empty();
    return residents
        .find(tx, before.id())
        .chain(stored -> residents.identify(tx, stored.orElseThrow(), proven, key, own))
        .invoke(Upgrades::mustBeFirst)
        .chain(
            () ->
                adult
                    ? accounts
                        .withoutPhone(tx, account)
                        .chain(
                            () ->
                                residents.list(
                                    tx, account, before, Relation.SELF, Optional.empty()))
                    : Uni.createFrom().voidItem())
        .chain(() -> index.renew(tx, Enrolment.record(before.id(), proven)))
        .chain(() -> identities.keep(tx, staff, Action.UPGRADED, before))
        .chain(() -> tx.audit(AuditEntry.of(staff, "temporary.upgraded", before.id())))
        .chain(() -> tx.emit(Event.of("resident.upgraded", before.id(), new JsonObject())))
        .chain(() -> tx.emit(Event.of("resident.verified", before.id(), new JsonObject())));
  }

  private static void mustBeFirst(boolean first) {
    if (!first) {
      throw ResidentProblem.TEMPORARY_UPGRADED.problem();
    }
  }

  private Uni<Upgraded> merged(Caller staff, Temporary person, Applicant proven, Id holder) {
    return residents
        .find(holder)
        // Somebody is just enrolling under this document; nobody can be merged into them yet.
        .map(found -> found.orElseThrow(ResidentProblem.CHECK_UNAVAILABLE::problem).resident())
        .invoke(into -> mustBeNamed(into, proven))
        .chain(
            into ->
                database.tx(
                    tx ->
                        identities
                            .keep(tx, staff, Action.MERGED, person.resident())
                            .chain(
                                () ->
                                    merging.begin(
                                        tx,
                                        staff,
                                        person.resident(),
                                        into,
                                        Enrolment.record(person.resident().id(), proven)))))
        .call(merging::carryOn)
        .map(merge -> new Upgraded(holder, Optional.of(merge)));
  }

  /** One number under two names is a doubt that no counter decides. */
  private static void mustBeNamed(Resident into, Applicant proven) {
    if (!into.name().equals(proven.name())) {
      throw ResidentProblem.TEMPORARY_NOT_SAME.problem().at("/name", "differs");
    }
  }

  /** The document that a reader read, or that staff typed. */
  static DocumentKey document(String idType, String idNumber, String pointer) {
    return DocumentKey.of(idType, idNumber)
        .orElseThrow(() -> PlatformProblem.INPUT_INVALID.problem().at(pointer, "invalid"));
  }
}
