package org.yima.resident.proxy;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.yima.healthcard.identity.IdType;
import org.yima.index.PersonIndex;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Event;
import org.yima.platform.Id;
import org.yima.platform.PlatformProblem;
import org.yima.platform.SqlTx;
import org.yima.resident.Resident;
import org.yima.resident.ResidentProblem;
import org.yima.resident.Residents;
import org.yima.resident.merging.Identities;
import org.yima.resident.merging.Identities.Action;
import org.yima.resident.merging.Merging;
import org.yima.resident.realname.Applicant;
import org.yima.resident.realname.DocumentClaims;
import org.yima.resident.realname.Enrolment;
import org.yima.resident.realname.ResidentStore;
import org.yima.resident.realname.WindowEnrolment;

/**
 * A newborn is registered: its guardian, at a counter and with the household register, exchanges
 * the birth certificate for the number that the register gave. The child stays the resident it was;
 * where another guardian has made it a resident by that number already, the two become one.
 */
@ApplicationScoped
class DocumentExchange {
  private final Residents residents;
  private final ResidentStore store;
  private final ProxyStore proxies;
  private final Guardians guardians;
  private final WindowEnrolment window;
  private final DocumentClaims claims;
  private final PersonIndex index;
  private final Identities identities;
  private final Merging merging;
  private final Database database;

  DocumentExchange(
      Residents residents,
      ResidentStore store,
      ProxyStore proxies,
      Guardians guardians,
      WindowEnrolment window,
      DocumentClaims claims,
      PersonIndex index,
      Identities identities,
      Merging merging,
      Database database) {
    this.residents = residents;
    this.store = store;
    this.proxies = proxies;
    this.guardians = guardians;
    this.window = window;
    this.claims = claims;
    this.index = index;
    this.identities = identities;
    this.merging = merging;
    this.database = database;
  }

  /** The child under its number; asking again changes nothing. */
  Uni<Resident> exchange(Caller staff, Id child, Applicant proven, GuardianProof proof) {
    byte[] key = claims.keyOf(proven.document());
    return residents
        .agent(staff)
        .chain(guardian -> guarded(guardian, child))
        .chain(
            stored ->
                isDone(stored.resident(), proven)
                    ? Uni.createFrom().item(stored.resident())
                    : exchanged(staff, stored, proven, key, proof));
  }

  /** A child that the person at the counter does not look after is as one that does not exist. */
  private Uni<ResidentStore.Stored> guarded(Id guardian, Id child) {
    return proxies
        .guardians(child)
        .chain(
            accounts ->
                store.find(child).map(found -> found.filter(it -> accounts.contains(guardian))))
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem));
  }

  private static boolean isDone(Resident child, Applicant proven) {
    return child.idType().equals(proven.document().idType().name())
        && child.idNumber().equals(proven.document().idNumber());
  }

  private Uni<Resident> exchanged(
      Caller staff,
      ResidentStore.Stored stored,
      Applicant proven,
      byte[] key,
      GuardianProof proof) {
    mustBeExchangeable(stored.resident(), proven, proof);
    Id child = stored.resident().id();
    return residents
        .agent(staff)
        .map(guardian -> new DocumentClaims.Claim(child, guardian))
        .call(() -> window.checked(proven, key))
        .chain(
            wanted ->
                database.tx(
                    tx ->
                        claims
                            .claim(tx, key, wanted)
                            .call(
                                claim ->
                                    claim.holder().equals(child)
                                        ? inPlace(tx, staff, stored, proven, key)
                                        : Uni.createFrom().voidItem())))
        .chain(
            claim ->
                claim.holder().equals(child)
                    ? residents.get(child)
                    : merged(staff, stored.resident(), proven, claim.holder(), proof));
  }

  private static void mustBeExchangeable(Resident child, Applicant proven, GuardianProof proof) {
    if (!child.idType().equals(IdType.NEWBORN.name())) {
      throw ResidentProblem.DOCUMENT_EXCHANGED.problem();
    }
    if (proven.document().idType() == IdType.NEWBORN) {
      throw PlatformProblem.INPUT_INVALID.problem().at("/idType", "newborn");
    }
    if (proof.type() != GuardianProof.Type.HOUSEHOLD_REGISTER) {
      throw ResidentProblem.CHILD_PROOF.problem();
    }
    boolean born = child.birthDate().equals(proven.birthDate());
    boolean sex =
        proven.sex().isEmpty()
            || child.sex().isEmpty()
            || child.sex().equals(proven.sex().map(Enum::name));
    if (!born || !sex) {
      throw ResidentProblem.DOCUMENT_NOT_SAME.problem();
    }
  }

  private Uni<Void> inPlace(
      SqlTx tx, Caller staff, ResidentStore.Stored stored, Applicant proven, byte[] key) {
    Resident before = stored.resident();
    return store
        .identify(tx, stored, proven, key, Optional.empty())
        .invoke(
            first -> {
              if (!first) {
                throw ResidentProblem.DOCUMENT_EXCHANGED.problem();
              }
            })
        .chain(() -> index.renew(tx, Enrolment.record(before.id(), proven)))
        .chain(() -> identities.keep(tx, staff, Action.EXCHANGED, before))
        .chain(() -> tx.audit(AuditEntry.of(staff, "document.exchanged", before.id())))
        .chain(() -> tx.emit(Event.of("resident.verified", before.id(), new JsonObject())));
  }

  /** Each guardian of the merged one shows the paper anew, as this one just has. */
  private Uni<Resident> merged(
      Caller staff, Resident child, Applicant proven, Id holder, GuardianProof proof) {
    return store
        .find(holder)
        .map(found -> found.orElseThrow(ResidentProblem.CHECK_UNAVAILABLE::problem).resident())
        .invoke(
            into -> {
              if (!into.name().equals(proven.name())) {
                throw ResidentProblem.DOCUMENT_NOT_SAME.problem().at("/name", "differs");
              }
            })
        .call(into -> guardians.guard(staff, proven, proof))
        .call(
            into ->
                proxies
                    .about(child.id())
                    .chain(
                        open ->
                            database.tx(
                                tx ->
                                    ended(tx, staff, open)
                                        .chain(
                                            () -> identities.keep(tx, staff, Action.MERGED, child))
                                        .chain(
                                            () ->
                                                merging.begin(
                                                    tx,
                                                    staff,
                                                    child,
                                                    into,
                                                    Enrolment.record(child.id(), proven)))))
                    .chain(merging::carryOn));
  }

  private Uni<Void> ended(SqlTx tx, Caller staff, List<Proxy> open) {
    return Multi.createFrom()
        .iterable(open)
        .onItem()
        .transformToUniAndConcatenate(
            proxy ->
                proxies
                    .move(tx, proxy, ProxyStatus.ENDED, staff)
                    .chain(() -> store.unlist(tx, proxy.account(), proxy.resident())))
        .onItem()
        .ignoreAsUni();
  }
}
