package org.yima.resident.realname;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Optional;
import org.yima.access.Accounts;
import org.yima.access.Presence;
import org.yima.access.Presences;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.resident.Resident;
import org.yima.resident.ResidentProblem;

/**
 * Makes somebody a resident whose document was read at a counter, with or without a phone: the
 * register is asked for name and number. The account behind has no phone; nobody signs in with it.
 */
@ApplicationScoped
public class WindowEnrolment {
  private final Enrolment enrolment;
  private final Accounts accounts;
  private final Presences presences;
  private final Checks checks;
  private final DocumentClaims claims;
  private final ResidentStore store;
  private final Database database;
  private final Ids ids;

  WindowEnrolment(
      Enrolment enrolment,
      Accounts accounts,
      Presences presences,
      Checks checks,
      DocumentClaims claims,
      ResidentStore store,
      Database database,
      Ids ids) {
    this.enrolment = enrolment;
    this.accounts = accounts;
    this.presences = presences;
    this.checks = checks;
    this.claims = claims;
    this.store = store;
    this.database = database;
    this.ids = ids;
  }

  /**
   * The resident at the counter, made when there was none; asking again changes nothing. Whoever
   * stands there with the document of a resident, of that name, is one: the register is asked about
   * others.
   */
  public Uni<Resident> enrol(Caller staff, Presence presence, Applicant applicant) {
    byte[] key = claims.keyOf(applicant.document());
    if (!Arrays.equals(key, presence.documentKey())) {
      return Uni.createFrom().failure(ResidentProblem.OTHER_DOCUMENT.problem());
    }
    return known(key)
        .chain(
            known ->
                known.filter(it -> bears(it, applicant)).isPresent()
                    ? Uni.createFrom().item(known.get())
                    : checked(applicant, key, false)
                        .chain(() -> confirmed(staff, applicant, key, known)))
        .call(resident -> database.tx(tx -> presences.is(tx, presence.id(), resident.id())));
  }

  /**
   * The resident of that name and document, made when there was none; asking again changes nothing.
   * Nobody stands there, so the register is asked first, whoever they are here: what it does not
   * confirm is answered alike, by the same work, whether the number is a resident's or nobody's.
   *
   * @param withPhone whether the register must know the phone as theirs too
   */
  public Uni<Resident> named(Caller by, Applicant applicant, boolean withPhone) {
    byte[] key = claims.keyOf(applicant.document());
    return checked(applicant, key, withPhone)
        .chain(() -> known(key))
        .chain(known -> confirmed(by, applicant, key, known));
  }

  /** Somebody whom the register knows by this name and number. */
  private Uni<Resident> confirmed(
      Caller by, Applicant applicant, byte[] key, Optional<Resident> known) {
    if (known.isEmpty()) {
      return made(by, applicant, key);
    }
    return bears(known.get(), applicant)
        ? Uni.createFrom().item(known.get())
        : Uni.createFrom().failure(ResidentProblem.OTHER_DOCUMENT.problem().at("/name", "differs"));
  }

  private static boolean bears(Resident resident, Applicant applicant) {
    return resident.name().equals(applicant.name());
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

  /** Fails unless the register says that name and number are one person's. */
  public Uni<Void> checked(Applicant applicant, byte[] key) {
    return checked(applicant, key, false);
  }

  private Uni<Void> checked(Applicant applicant, byte[] key, boolean withPhone) {
    return checks
        .ask(ids.founding(IdType.ACCOUNT), applicant, key, withPhone)
        .invoke(
            state -> {
              switch (state) {
                case MATCH -> {}
                case MISMATCH, NOT_FOUND -> throw ResidentProblem.NOT_CONFIRMED.problem();
                case ASKED, DECLINED, UNKNOWN -> throw ResidentProblem.CHECK_UNAVAILABLE.problem();
              }
            })
        .replaceWithVoid();
  }

  /** A claim that an interrupted enrolment has left is completed, for whoever made it. */
  private Uni<Resident> made(Caller staff, Applicant applicant, byte[] key) {
    DocumentClaims.Claim wanted =
        new DocumentClaims.Claim(ids.founding(IdType.RESIDENT), ids.founding(IdType.ACCOUNT));
    return claims
        .claim(key, wanted)
        .call(claim -> database.tx(tx -> accounts.withoutPhone(tx, claim.claimedBy())))
        .chain(
            claim -> enrolment.written(staff, claim.claimedBy(), claim.holder(), applicant, key));
  }
}
