package org.yima.card.visitcard;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.yima.card.CardProblem;
import org.yima.index.DocumentKey;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.resident.Faces;
import org.yima.resident.Resident;

/**
 * Claims that a face proves: it is compared with the register's picture of whom the
 * <em>record's</em> document names. That the resident's own document is theirs was proved long ago
 * and says nothing of a card under another. For a card that can't be theirs their own is compared
 * instead, on the same page, and binds nothing.
 */
@ApplicationScoped
class FaceClaims {
  private static final CardProof PROOF = CardProof.FACE;

  private final Claims claims;
  private final ClaimStore store;
  private final VisitCards cards;
  private final Faces faces;
  private final Database database;
  private final Clock clock;

  FaceClaims(
      Claims claims,
      ClaimStore store,
      VisitCards cards,
      Faces faces,
      Database database,
      Clock clock) {
    this.claims = claims;
    this.store = store;
    this.cards = cards;
    this.faces = faces;
    this.database = database;
    this.clock = clock;
  }

  Uni<Bound> claim(Caller caller, Resident resident, Binding.Wish wish) {
    return wish.value()
        .map(claim -> seen(caller, resident, wish, claim))
        .orElseGet(() -> opened(caller, resident, wish));
  }

  /**
   * Where no card can be theirs their own picture is compared. Without one, that nothing opens
   * would tell that there is no such card.
   */
  private Uni<Bound> opened(Caller caller, Resident resident, Binding.Wish wish) {
    return DocumentKey.of(resident.idType(), resident.idNumber())
            .filter(Faces::hasPicture)
            .isEmpty()
        ? Uni.createFrom().failure(CardProblem.VISIT_CARD_PROOF.problem())
        : claims.open(caller, resident, wish, PROOF);
  }

  private Uni<Bound> seen(Caller caller, Resident resident, Binding.Wish wish, String value) {
    Id id =
        Id.parse(IdType.CLAIM, value)
            .orElseThrow(
                () -> PlatformProblem.INPUT_INVALID.problem().at("/proof/value", "invalid"));
    return store
        .find(id)
        .map(found -> found.filter(claim -> isOf(claim, resident, wish)))
        .map(found -> found.orElseThrow(CardProblem.VISIT_CARD_PROOF::problem))
        .chain(claim -> seen(claim).chain(seen -> seen(caller, claim, seen)));
  }

  /** The page may not have been opened yet. */
  private Uni<Faces.Seen> seen(Claim claim) {
    return claim
        .face()
        .map(face -> faces.seen(face.request()))
        .orElseGet(() -> Uni.createFrom().item(Faces.Seen.WAITING));
  }

  private boolean isOf(Claim claim, Resident resident, Binding.Wish wish) {
    return claim.waits(OffsetDateTime.now(clock))
        && claim.proof() == PROOF
        && claim.residentId().equals(resident.id())
        && claim.hospital().equals(wish.hospital())
        && claim.number().equals(wish.number());
  }

  private Uni<Bound> seen(Caller caller, Claim claim, Faces.Seen seen) {
    return switch (seen) {
      case WAITING -> Uni.createFrom().item(Bound.Later.of(claim));
      case NO_MATCH -> ended(claim, Optional.empty(), caller);
      case MATCH ->
          claim
              .target()
              .map(cards::ofRecord)
              .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
              .chain(card -> ended(claim, card, caller));
    };
  }

  private Uni<Bound> ended(Claim claim, Optional<KnownCard> card, Caller caller) {
    return database
        .tx(
            tx ->
                store
                    .end(tx, claim.id(), card.isPresent())
                    .chain(
                        () ->
                            card.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : cards.bind(tx, caller, claim.residentId(), card.get(), PROOF)))
        .map(done -> card.orElseThrow(CardProblem.VISIT_CARD_PROOF::problem))
        .map(bound -> new Bound.Now(bound.view(true)));
  }
}
