package org.yima.resident.phone;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.yima.access.Accounts;
import org.yima.index.DocumentKey;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.PlatformProblem;
import org.yima.resident.Faces;
import org.yima.resident.Relation;
import org.yima.resident.ResidentProblem;
import org.yima.resident.realname.Applicant;
import org.yima.resident.realname.DocumentClaims;
import org.yima.resident.realname.Enrolment;
import org.yima.resident.realname.ResidentStore;

/**
 * A face proves who somebody is who has signed in with a phone that the register does not know as
 * theirs. Where that person has an account already, it moves to this phone; where there is nobody
 * yet, they become a resident. Until the face has matched, everything is the same for both.
 */
@ApplicationScoped
class Takeovers {
  private static final Duration LIFE = Duration.ofMinutes(10);

  private final TakeoverStore store;
  private final DocumentClaims claims;
  private final ResidentStore residents;
  private final Enrolment enrolment;
  private final PhoneMoves moves;
  private final Accounts accounts;
  private final Faces faces;
  private final Database database;
  private final Ids ids;
  private final Clock clock;

  Takeovers(
      TakeoverStore store,
      DocumentClaims claims,
      ResidentStore residents,
      Enrolment enrolment,
      PhoneMoves moves,
      Accounts accounts,
      Faces faces,
      Database database,
      Ids ids,
      Clock clock) {
    this.store = store;
    this.claims = claims;
    this.residents = residents;
    this.enrolment = enrolment;
    this.moves = moves;
    this.accounts = accounts;
    this.faces = faces;
    this.database = database;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * A wish that is open.
   *
   * @param face the register's page, where the face is shown
   */
  record Opened(Id id, URI face, OffsetDateTime expiresAt) {}

  /** What came of a wish; {@code moved} when the phone now signs in to another account. */
  record Settled(TakeoverStatus status, boolean moved) {}

  Uni<Opened> open(Caller caller, String name, DocumentKey document) {
    if (!Faces.hasPicture(document)) {
      throw ResidentProblem.PHONE_NO_PICTURE.problem();
    }
    Takeover wish =
        new Takeover(
            ids.beside(IdType.ATTEMPT, caller.self()),
            caller.self(),
            name.strip(),
            document,
            claims.keyOf(document),
            TakeoverStatus.OPEN,
            OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MILLIS));
    return mustBeFree(caller.self())
        .chain(() -> store.insert(wish))
        .invoke(Takeovers::mustBeWithinLimits)
        .chain(() -> faces.open(wish.id(), wish.name(), wish.document()))
        .map(face -> new Opened(wish.id(), face, wish.askedAt().plus(LIFE)));
  }

  /** An account that has its own resident takes no other over. */
  private Uni<Void> mustBeFree(Id account) {
    return residents.listed(account).invoke(Takeovers::mustHaveNone).replaceWithVoid();
  }

  private static void mustHaveNone(List<ResidentStore.Listed> listed) {
    if (listed.stream().anyMatch(l -> l.relation() == Relation.SELF)) {
      throw ResidentProblem.SELF_EXISTS.problem();
    }
  }

  private static void mustBeWithinLimits(boolean written) {
    if (!written) {
      throw ResidentProblem.TOO_MANY_CHECKS.problem().retryAfter(3600);
    }
  }

  /** Settles a wish by what the register says of the face; asking again changes nothing. */
  Uni<Settled> settle(Caller caller, String id) {
    return Id.parse(IdType.ATTEMPT, id)
        .map(wish -> store.find(wish, caller.self()))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem))
        .chain(wish -> settle(caller, wish));
  }

  private Uni<Settled> settle(Caller caller, Takeover wish) {
    if (wish.status() != TakeoverStatus.OPEN) {
      return Uni.createFrom().item(new Settled(wish.status(), false));
    }
    if (!wish.askedAt().plus(LIFE).isAfter(OffsetDateTime.now(clock))) {
      return refused(caller, wish);
    }
    return faces
        .seen(wish.id())
        .chain(
            seen ->
                switch (seen) {
                  case WAITING -> Uni.createFrom().item(new Settled(TakeoverStatus.OPEN, false));
                  case NO_MATCH -> refused(caller, wish);
                  case MATCH -> matched(caller, wish);
                });
  }

  private Uni<Settled> refused(Caller caller, Takeover wish) {
    return database
        .tx(
            tx ->
                store
                    .settle(tx, wish.id(), TakeoverStatus.REFUSED)
                    .chain(() -> tx.audit(AuditEntry.of(caller, "takeover.refused", wish.id()))))
        .replaceWith(new Settled(TakeoverStatus.REFUSED, false));
  }

  private Uni<Settled> matched(Caller caller, Takeover wish) {
    DocumentClaims.Claim wanted =
        new DocumentClaims.Claim(ids.founding(IdType.RESIDENT), wish.account());
    return mustBeFree(wish.account())
        .chain(() -> accounts.phoneOf(wish.account()))
        .chain(
            phone ->
                claims
                    .claim(wish.documentKey(), wanted)
                    .chain(
                        claim ->
                            claim.claimedBy().equals(wish.account())
                                ? enrolled(caller, wish, claim, phone)
                                : residents
                                    .find(claim.holder())
                                    .chain(found -> moved(caller, wish, found, phone))));
  }

  private Uni<Settled> enrolled(
      Caller caller, Takeover wish, DocumentClaims.Claim claim, String phone) {
    Applicant applicant =
        Applicant.of(wish.name(), wish.document(), phone, Optional.empty(), Optional.empty());
    return enrolment
        .written(caller, wish.account(), claim.holder(), applicant, wish.documentKey())
        .chain(() -> database.tx(tx -> store.settle(tx, wish.id(), TakeoverStatus.DONE)))
        .replaceWith(new Settled(TakeoverStatus.DONE, false));
  }

  /** A child has no account to be moved, and a name that differs is a doubt for a counter. */
  private Uni<Settled> moved(
      Caller caller, Takeover wish, Optional<ResidentStore.Stored> found, String phone) {
    Optional<ResidentStore.Stored> meant =
        found
            .filter(stored -> stored.resident().name().equals(wish.name()))
            .filter(stored -> stored.account().isPresent());
    if (meant.isEmpty()) {
      return refused(caller, wish);
    }
    return database
        .tx(
            tx ->
                store
                    .settle(tx, wish.id(), TakeoverStatus.DONE)
                    .chain(
                        ours ->
                            ours
                                ? moves.move(
                                    tx,
                                    caller,
                                    meant.get().resident(),
                                    meant.get().account().orElseThrow(),
                                    phone,
                                    "face")
                                : Uni.createFrom().voidItem()))
        .replaceWith(new Settled(TakeoverStatus.DONE, true));
  }
}
