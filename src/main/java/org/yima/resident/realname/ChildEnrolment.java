package org.yima.resident.realname;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yima.healthcard.identity.IdType;
import org.yima.index.DocumentKey;
import org.yima.index.Guardian;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Event;
import org.yima.platform.Id;
import org.yima.platform.Ids;
import org.yima.resident.Resident;
import org.yima.resident.ResidentProblem;

/**
 * Makes a child a resident without an account: guardians act for it, and the first is named in its
 * record in the index. The register is asked about numbers that it gives out; a newborn's birth
 * certificate it cannot know, staff have seen it.
 */
@ApplicationScoped
public class ChildEnrolment {
  private final Enrolment enrolment;
  private final WindowEnrolment window;
  private final DocumentClaims claims;
  private final ResidentStore store;
  private final Database database;
  private final Ids ids;

  ChildEnrolment(
      Enrolment enrolment,
      WindowEnrolment window,
      DocumentClaims claims,
      ResidentStore store,
      Database database,
      Ids ids) {
    this.enrolment = enrolment;
    this.window = window;
    this.claims = claims;
    this.store = store;
    this.database = database;
    this.ids = ids;
  }

  /** The child of that document, made a resident when it is none; asking again changes nothing. */
  public Uni<Resident> child(Caller staff, Id guardian, Applicant child, byte[] key) {
    return known(key)
        .chain(
            known ->
                known.isPresent()
                    ? Uni.createFrom().item(known.get()).invoke(it -> mustBe(it, child))
                    : confirmed(child, key).chain(() -> made(staff, guardian, child, key)));
  }

  private Uni<Optional<Resident>> known(byte[] key) {
    return claims
        .find(key)
        .chain(
            claim ->
                claim.isEmpty()
                    ? Uni.createFrom().item(Optional.<ResidentStore.Stored>empty())
                    : store.find(claim.get().holder()))
        .map(found -> found.map(ResidentStore.Stored::resident));
  }

  private static void mustBe(Resident known, Applicant child) {
    if (!known.name().equals(child.name())) {
      throw ResidentProblem.OTHER_DOCUMENT.problem().at("/name", "differs");
    }
  }

  private Uni<Void> confirmed(Applicant child, byte[] key) {
    return child.document().idType() == IdType.NEWBORN
        ? Uni.createFrom().voidItem()
        : window.checked(child, key);
  }

  private static Optional<Guardian> asGuardian(Resident own) {
    return Guardian.of(own.name(), DocumentKey.of(own.idType(), own.idNumber()));
  }

  private Uni<Resident> made(Caller staff, Id guardian, Applicant child, byte[] key) {
    return claims
        .claim(
            key,
            new DocumentClaims.Claim(ids.founding(org.yima.platform.IdType.RESIDENT), guardian))
        .chain(
            claim ->
                enrolment
                    .own(guardian)
                    .map(own -> own.flatMap(ChildEnrolment::asGuardian))
                    .chain(known -> enrolment.recorded(claim.holder(), child, known)))
        .call(
            resident ->
                database.tx(
                    tx ->
                        store
                            .insert(
                                tx,
                                resident.id(),
                                resident.recordId(),
                                Optional.empty(),
                                child,
                                key)
                            .call(
                                () ->
                                    tx.audit(
                                        AuditEntry.of(staff, "resident.verified", resident.id())))
                            .call(
                                () ->
                                    tx.emit(
                                        Event.of(
                                            "resident.verified",
                                            resident.id(),
                                            new JsonObject())))));
  }
}
