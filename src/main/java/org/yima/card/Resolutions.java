package org.yima.card;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yima.card.code.CodeStore;
import org.yima.card.code.Handles;
import org.yima.card.life.Card;
import org.yima.card.life.CardStore;
import org.yima.card.scan.ResolutionStore;
import org.yima.platform.Id;
import org.yima.platform.PlatformProblem;
import org.yima.platform.SqlTx;

/** What counters scanned, for the rooms that act on it. */
@ApplicationScoped
public class Resolutions {
  private final ResolutionStore store;
  private final Handles handles;
  private final CodeStore codes;
  private final CardStore cards;

  Resolutions(ResolutionStore store, Handles handles, CodeStore codes, CardStore cards) {
    this.store = store;
    this.handles = handles;
    this.codes = codes;
    this.cards = cards;
  }

  /**
   * An institution's own resolution; fails with {@code not-found} when it is another's, or has
   * expired.
   */
  public Uni<Resolution> get(Id resolutionId, Id institutionId) {
    return store
        .find(resolutionId, institutionId)
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem).resolution());
  }

  /**
   * As {@link #get}, for whoever is about to act for the person by it; fails with {@code
   * code.invalidated} or the state of the card when its owner has taken back meanwhile what was
   * scanned.
   */
  public Uni<Resolution> standing(Id resolutionId, Id institutionId) {
    return store
        .find(resolutionId, institutionId)
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem))
        .call(
            stored ->
                stored
                    .handleHash()
                    .map(hash -> handles.find(hash).chain(this::mustStand))
                    .orElseGet(() -> Uni.createFrom().voidItem()))
        .map(ResolutionStore.Stored::resolution);
  }

  /**
   * As {@link #get}, for whoever is about to charge by it; fails with what stands in the way:
   * {@code code.already-paid}, {@code code.invalidated}, {@code code.not-paying} of what only
   * identifies, {@code resolution.wrong-scene}, or the state of the card. What no gateway here
   * takes is answered: it names nobody, and is no {@link PaymentCode}.
   */
  public Uni<Resolution> charging(Id resolutionId, Id institutionId) {
    return store
        .find(resolutionId, institutionId)
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem))
        .call(this::mustPay)
        .map(ResolutionStore.Stored::resolution);
  }

  private Uni<Void> mustPay(ResolutionStore.Stored stored) {
    if (!stored.isPaying()) {
      throw CardProblem.CODE_NOT_PAYING.problem();
    }
    if (stored.hasNoGateway()) {
      return Uni.createFrom().voidItem();
    }
    return stored
        .handleHash()
        .map(hash -> handles.find(hash).chain(this::mustLead))
        .orElseGet(() -> Uni.createFrom().voidItem())
        .invoke(() -> mustAllow(stored));
  }

  private Uni<Void> mustLead(Optional<Handles.Lead> lead) {
    if (lead.filter(Handles.Lead::spent).isPresent()) {
      throw CardProblem.CODE_ALREADY_PAID.problem();
    }
    return mustStand(lead);
  }

  private Uni<Void> mustStand(Optional<Handles.Lead> lead) {
    Handles.Lead code = lead.orElseThrow(PlatformProblem.NOT_FOUND::problem);
    return cards
        .find(code.cardId())
        .invoke(card -> mustBeActive(card.map(Card::status)))
        .chain(() -> codes.isInvalidated(code.codeId()))
        .invoke(Resolutions::mustBeGood)
        .replaceWithVoid();
  }

  private static void mustBeActive(Optional<CardStatus> card) {
    CardProblem.refuseUnlessActive(card.orElseThrow(PlatformProblem.NOT_FOUND::problem));
  }

  private static void mustBeGood(boolean invalidated) {
    if (invalidated) {
      throw CardProblem.CODE_INVALIDATED.problem();
    }
  }

  private static void mustAllow(ResolutionStore.Stored stored) {
    if (!stored.resolution().allowed().contains(Allowed.CHARGE)) {
      throw CardProblem.RESOLUTION_SCENE.problem();
    }
  }

  /**
   * Claims the one payment of the scanned code, within the transaction that starts the payment:
   * both come to be or neither. Fails with {@code code.already-paid} when the code has paid, by
   * this resolution or another, with {@code code.invalidated} or the state of the card when its
   * owner has taken it back, and with {@code resolution.wrong-scene} when it may not pay here.
   */
  public Uni<Void> claimPayment(SqlTx tx, Id resolutionId) {
    return store
        .find(tx, resolutionId)
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem))
        .invoke(Resolutions::mustAllow)
        .chain(
            stored ->
                stored
                    .handleHash()
                    .map(hash -> pay(tx, hash, resolutionId))
                    .orElseGet(() -> Uni.createFrom().voidItem()));
  }

  /** What the owner takes back from now on waits until the payment has come to be. */
  private Uni<Void> pay(SqlTx tx, byte[] hash, Id resolutionId) {
    return handles
        .pay(tx, hash, resolutionId)
        .map(first -> first.orElseThrow(CardProblem.CODE_ALREADY_PAID::problem))
        .call(code -> cards.hold(tx, code.cardId()).invoke(Resolutions::mustBeActive))
        .call(code -> codes.isInvalidated(tx, code.codeId()).invoke(Resolutions::mustBeGood))
        .replaceWithVoid();
  }

  /**
   * Takes the scanned wallet's code out of a resolution; it can be taken once, and whoever takes it
   * must write down that it is being used in the same transaction. Fails with {@code
   * code.already-paid} when it was taken, or its minute is over.
   */
  public Uni<String> takeToken(SqlTx tx, Id resolutionId) {
    return store
        .takeToken(tx, resolutionId)
        .map(token -> token.orElseThrow(CardProblem.CODE_ALREADY_PAID::problem));
  }
}
