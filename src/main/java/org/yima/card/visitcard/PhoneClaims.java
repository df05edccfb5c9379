package org.yima.card.visitcard;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import org.yima.access.PhoneProofs;
import org.yima.card.CardProblem;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.resident.Resident;

/**
 * Claims that a code proves which was sent to the phone on file. Trying one is the same for a card
 * of the claimant's, for another's and for none, until a right code binds.
 */
@ApplicationScoped
class PhoneClaims {
  private static final CardProof PROOF = CardProof.OTP_ON_FILE;

  private final Claims claims;
  private final ClaimStore store;
  private final VisitCards cards;
  private final PhoneProofs proofs;
  private final Database database;
  private final Clock clock;

  PhoneClaims(
      Claims claims,
      ClaimStore store,
      VisitCards cards,
      PhoneProofs proofs,
      Database database,
      Clock clock) {
    this.claims = claims;
    this.store = store;
    this.cards = cards;
    this.proofs = proofs;
    this.database = database;
    this.clock = clock;
  }

  Uni<Bound> claim(Caller caller, Resident resident, Binding.Wish wish) {
    return wish.value()
        .map(code -> tried(caller, resident, wish, code))
        .orElseGet(() -> claims.open(caller, resident, wish, PROOF));
  }

  private Uni<Bound> tried(Caller caller, Resident resident, Binding.Wish wish, String code) {
    return store
        .newest(resident.id(), wish.hospital(), wish.number(), PROOF)
        .map(found -> found.filter(claim -> claim.waits(OffsetDateTime.now(clock))))
        .map(found -> found.orElseThrow(CardProblem.VISIT_CARD_PROOF::problem))
        .chain(claim -> tried(caller, claim, code));
  }

  private Uni<Bound> tried(Caller caller, Claim claim, String code) {
    String phone = claim.phone().orElseGet(claim::noPhone);
    return database
        .tx(tx -> proofs.check(tx, ClaimedCards.PURPOSE, phone, code))
        .map(right -> claim.target().filter(target -> right))
        .map(target -> target.orElseThrow(CardProblem.VISIT_CARD_PROOF::problem))
        .chain(cards::ofRecord)
        .map(card -> card.orElseThrow(CardProblem.VISIT_CARD_PROOF::problem))
        .call(card -> bound(caller, claim, card))
        .map(card -> new Bound.Now(card.view(true)));
  }

  private Uni<Void> bound(Caller caller, Claim claim, KnownCard card) {
    return database.tx(
        tx ->
            store
                .end(tx, claim.id(), true)
                .chain(() -> cards.bind(tx, caller, claim.residentId(), card, PROOF)));
  }
}
