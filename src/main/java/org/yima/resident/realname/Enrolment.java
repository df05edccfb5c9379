package org.yima.resident.realname;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yima.access.Accounts;
import org.yima.index.Further;
import org.yima.index.Guardian;
import org.yima.index.PersonIndex;
import org.yima.index.SourceRecord;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Event;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.PlatformProblem;
import org.yima.resident.Relation;
import org.yima.resident.Resident;
import org.yima.resident.ResidentProblem;
import org.yima.resident.Verification;

/**
 * Makes a person who has signed in a resident: asks the register for name, number and the phone
 * that signed in, claims the document, puts the record into the master index, writes the resident.
 * Each step commits by itself and may be repeated; a crash in between is completed by asking again.
 */
@ApplicationScoped
public class Enrolment {
  private final Accounts accounts;
  private final Checks checks;
  private final DocumentClaims claims;
  private final ResidentStore store;
  private final PersonIndex index;
  private final Database database;
  private final Ids ids;

  Enrolment(
      Accounts accounts,
      Checks checks,
      DocumentClaims claims,
      ResidentStore store,
      PersonIndex index,
      Database database,
      Ids ids) {
    this.accounts = accounts;
    this.checks = checks;
    this.claims = claims;
    this.store = store;
    this.index = index;
    this.database = database;
    this.ids = ids;
  }

  /**
   * Enrols the caller.
   *
   * @return the resident; nothing when something more is to be shown at a counter, which never
   *     tells why
   */
  public Uni<Optional<Resident>> self(Caller caller, Applicant applicant) {
    byte[] key = claims.keyOf(applicant.document());
    return accounts
        .phoneOf(caller.self())
        .invoke(phone -> mustBeSame(phone, applicant.phone()))
        .chain(() -> own(caller.self()))
        .chain(
            own ->
                own.isPresent() ? already(own.get(), applicant) : checked(caller, applicant, key));
  }

  private static void mustBeSame(String signedIn, String given) {
    if (!signedIn.equals(given)) {
      throw PlatformProblem.INPUT_INVALID.problem().at("/phone", "not-signed-in");
    }
  }

  /** The resident whom the account is; empty when it is none yet. */
  Uni<Optional<Resident>> own(Id account) {
    return store
        .listed(account)
        .map(list -> list.stream().filter(l -> l.relation() == Relation.SELF).findFirst())
        .chain(
            self ->
                self.isEmpty()
                    ? Uni.createFrom().item(Optional.<Resident>empty())
                    : store
                        .find(self.get().resident())
                        .map(found -> found.map(ResidentStore.Stored::resident)));
  }

  private static Uni<Optional<Resident>> already(Resident own, Applicant applicant) {
    boolean same =
        own.idType().equals(applicant.document().idType().name())
            && own.idNumber().equals(applicant.document().idNumber())
            && own.name().equals(applicant.name());
    return same
        ? Uni.createFrom().item(Optional.of(own))
        : Uni.createFrom().failure(ResidentProblem.SELF_EXISTS.problem());
  }

  private Uni<Optional<Resident>> checked(Caller caller, Applicant applicant, byte[] key) {
    Id account = caller.self();
    return checks
        .ask(account, applicant, key, true)
        .chain(
            state ->
                claims
                    .find(key)
                    .map(claim -> claim.map(DocumentClaims.Claim::claimedBy))
                    .map(claimedBy -> Decision.of(state, claimedBy, account)))
        .chain(decision -> carryOut(decision, caller, applicant, key));
  }

  private Uni<Optional<Resident>> carryOut(
      Decision decision, Caller caller, Applicant applicant, byte[] key) {
    return switch (decision) {
      case ENROL -> enrol(caller, applicant, key);
      case COUNTER -> Uni.createFrom().item(Optional.empty());
      case AGAIN -> Uni.createFrom().failure(ResidentProblem.CHECK_UNAVAILABLE.problem());
    };
  }

  private Uni<Optional<Resident>> enrol(Caller caller, Applicant applicant, byte[] key) {
    Id account = caller.self();
    DocumentClaims.Claim wanted = new DocumentClaims.Claim(ids.founding(IdType.RESIDENT), account);
    return claims
        .claim(key, wanted)
        .chain(
            claim ->
                claim.claimedBy().equals(account)
                    ? written(caller, account, claim.holder(), applicant, key).map(Optional::of)
                    : Uni.createFrom().item(Optional.<Resident>empty()));
  }

  /** Writes the resident whose document is claimed, in their own right under an account. */
  public Uni<Resident> written(Caller by, Id account, Id id, Applicant applicant, byte[] key) {
    return recorded(id, applicant, Optional.empty())
        .chain(resident -> write(by, account, resident, applicant, key));
  }

  /**
   * The resident as written down, once Yima's own record of the person stands in the index.
   *
   * @param guardian of a child
   */
  Uni<Resident> recorded(Id id, Applicant applicant, Optional<Guardian> guardian) {
    SourceRecord record = record(id, applicant);
    SourceRecord known = guardian.map(g -> record.with(Further.of(g))).orElse(record);
    return database
        .tx(tx -> index.put(tx, known))
        .map(recordId -> resident(id, recordId, applicant));
  }

  private Uni<Resident> write(
      Caller caller, Id account, Resident resident, Applicant applicant, byte[] key) {
    return database
        .tx(
            tx ->
                store
                    .insert(
                        tx,
                        resident.id(),
                        resident.recordId(),
                        Optional.of(account),
                        applicant,
                        key)
                    .call(() -> store.list(tx, account, resident, Relation.SELF, Optional.empty()))
                    .call(() -> tx.audit(AuditEntry.of(caller, "resident.verified", resident.id())))
                    .call(
                        () ->
                            tx.emit(
                                Event.of("resident.verified", resident.id(), new JsonObject()))))
        .onFailure(Enrolment::hasAnother)
        .transform(failure -> ResidentProblem.SELF_EXISTS.problem())
        .replaceWith(resident);
  }

  /** The account was enrolled under another document since it was looked at. */
  private static boolean hasAnother(Throwable failure) {
    return Database.constraint(failure).filter("account_resident_self"::equals).isPresent();
  }

  /** What Yima's own domain knows of a resident whose document is proven. */
  public static SourceRecord record(Id id, Applicant applicant) {
    return new SourceRecord(
        SourceRecord.YIMA,
        id.toString(),
        applicant.name(),
        Optional.of(applicant.document()),
        true,
        applicant.birthDate(),
        applicant.sex(),
        Optional.of(applicant.phone()).filter(phone -> !phone.isEmpty()),
        Optional.empty());
  }

  private static Resident resident(Id id, Id record, Applicant applicant) {
    return new Resident(
        id,
        record,
        applicant.name(),
        applicant.document().idType().name(),
        applicant.document().idNumber(),
        applicant.birthDate(),
        applicant.sex().map(Enum::name),
        Verification.VERIFIED,
        applicant.phone(),
        Optional.empty());
  }
}
