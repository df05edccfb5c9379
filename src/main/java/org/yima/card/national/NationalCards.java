package org.yima.card.national;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HexFormat;
import java.util.Optional;
import org.yima.card.CardProblem;
import org.yima.card.life.Card;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.cardcentre.CardCentre;
import org.yima.healthcard.identity.IdType;
import org.yima.healthcard.national.NationalCardId;
import org.yima.healthcard.national.NationalCode;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.Ids;
import org.yima.resident.Resident;
import org.yima.resident.Residents;

/**
 * Cards at the centre. Every call is made outside any transaction. Registering may be made again:
 * the centre answers who is registered with the card they have. Verifying spends a dynamic code, so
 * the terminal that asks has claimed it first ({@link CentreClaims}): one whose answer was lost is
 * asked for again by the same terminal, without showing it anew where the centre says that it was.
 */
@ApplicationScoped
public class NationalCards {
  private final Centre centre;
  private final CentreClaims claims;
  private final NationalStore store;
  private final Residents residents;
  private final Database database;
  private final Ids ids;

  NationalCards(
      Centre centre,
      CentreClaims claims,
      NationalStore store,
      Residents residents,
      Database database,
      Ids ids) {
    this.centre = centre;
    this.claims = claims;
    this.store = store;
    this.residents = residents;
    this.database = database;
    this.ids = ids;
  }

  /** A new code of the card, which is registered first where it was not yet. */
  public Uni<NationalCode> code(Caller caller, Card card, boolean dynamic) {
    return idOf(caller, card)
        .chain(
            id ->
                residents
                    .get(card.residentId())
                    .map(resident -> order(card, id, resident, dynamic)))
        .chain(order -> centre.ask(port -> port.generate(order)))
        .map(text -> NationalCode.parse(text).orElseThrow(CardProblem.CENTRE_NO_ANSWER::problem))
        .invoke(code -> mustBe(code, dynamic));
  }

  private CardCentre.CodeOrder order(
      Card card, NationalCardId id, Resident resident, boolean dynamic) {
    return new CardCentre.CodeOrder(
        request(card.id()),
        id.hex(),
        IdType.valueOf(resident.idType()).nationalCode(),
        resident.idNumber(),
        dynamic);
  }

  /** What is shown must be what was asked for: a printed code must never be able to pay. */
  private static void mustBe(NationalCode code, boolean dynamic) {
    if (code.isDynamic() != dynamic) {
      throw CardProblem.CENTRE_NO_ANSWER.problem();
    }
  }

  private Uni<NationalCardId> idOf(Caller caller, Card card) {
    return store
        .idOf(card.id())
        .chain(
            known ->
                known
                    .map(id -> Uni.createFrom().item(id))
                    .orElseGet(
                        () ->
                            residents
                                .get(card.residentId())
                                .invoke(NationalCards::mustHaveDocument)
                                .chain(resident -> register(caller, card, resident))));
  }

  private static void mustHaveDocument(Resident resident) {
    if (resident.idNumber().isEmpty()) {
      throw CardProblem.CODE_FORMAT.problem();
    }
  }

  private Uni<NationalCardId> register(Caller caller, Card card, Resident resident) {
    return centre
        .ask(port -> port.register(registration(card, resident)))
        .map(registered -> new NationalCardId(registered.cardId()))
        .call(id -> store.lead(id, card.id()))
        .call(
            id ->
                database.tx(
                    tx ->
                        store
                            .registered(tx, id, card.id())
                            .chain(
                                () ->
                                    tx.audit(
                                        AuditEntry.of(
                                            caller, "card.registered-nationally", card.id())))));
  }

  private CardCentre.Registration registration(Card card, Resident resident) {
    return new CardCentre.Registration(
        request(card.id()),
        CardCentre.Door.APP,
        IdType.valueOf(resident.idType()).nationalCode(),
        resident.idNumber(),
        resident.name(),
        resident.sex(),
        resident.birthDate(),
        Optional.of(resident.phone()).filter(phone -> !phone.isEmpty()));
  }

  /** The card that a scanned id names here. */
  public Uni<Optional<Id>> cardOf(NationalCardId id) {
    return store.cardOf(id);
  }

  /**
   * Asks the centre whose a code is that we did not make. A dynamic one is spent there by the
   * question and is this terminal's from then on.
   */
  public Uni<CardCentre.Holder> holder(NationalCode code, String step, Id terminal) {
    CardCentre.Scan scan =
        new CardCentre.Scan(request(terminal), code.text(), step, terminal.toString());
    return code.isDynamic()
        ? claims
            .hold(HexFormat.of().parseHex(code.claimHash()), terminal)
            .chain(hold -> hold.answered() ? queried(scan) : verified(scan, hold))
        : centre.ask(port -> port.verify(scan));
  }

  private Uni<CardCentre.Holder> queried(CardCentre.Scan scan) {
    return centre.ask(port -> port.query(scan));
  }

  private Uni<CardCentre.Holder> verified(CardCentre.Scan scan, CentreClaims.Hold hold) {
    return centre
        .outcome(port -> port.verify(scan))
        .onFailure()
        .call(() -> claims.lost(hold))
        .chain(
            outcome ->
                outcome.fold(
                    success -> claims.answered(hold).replaceWith(success.value()),
                    pending -> noAnswer(hold),
                    declined -> declined(scan, hold, declined.reason()),
                    unknown -> noAnswer(hold)));
  }

  private Uni<CardCentre.Holder> noAnswer(CentreClaims.Hold hold) {
    return claims
        .lost(hold)
        .chain(() -> Uni.createFrom().failure(CardProblem.CENTRE_NO_ANSWER.problem()));
  }

  /** Shown before: by this terminal, when it has asked before, and by others when it has not. */
  private Uni<CardCentre.Holder> declined(
      CardCentre.Scan scan, CentreClaims.Hold hold, DeclineReason reason) {
    if (reason == DeclineReason.ID_REUSED && !hold.first()) {
      return claims.answered(hold).chain(() -> queried(scan));
    }
    return (hold.first() ? claims.giveBack(hold) : claims.lost(hold))
        .chain(() -> Uni.createFrom().failure(Centre.refusal(reason).problem()));
  }

  /** Closes a card at the centre; one that is over there already is closed. */
  Uni<Void> close(NationalStore.Ending ending) {
    return store
        .cardOf(ending.id())
        .chain(
            named ->
                // The owner's next card may have taken the id over; then it stays open.
                named.filter(ending.card()::equals).isPresent()
                    ? centre.ask(port -> ended(port, ending.card(), ending.id())).replaceWithVoid()
                    : Uni.createFrom().voidItem())
        .chain(() -> store.closed(ending.card()));
  }

  /** A centre that closes no cards has nothing to be told. */
  private Outcome<Boolean> ended(CardCentre port, Id card, NationalCardId id) {
    if (!port.closesCards()) {
      return Outcome.succeeded(true);
    }
    return port.close(request(card), id.hex())
        .fold(
            done -> Outcome.succeeded(true),
            pending -> Outcome.stillRunning(),
            declined ->
                declined.reason() == DeclineReason.CLOSED
                    ? Outcome.succeeded(true)
                    : Outcome.declined(declined.reason(), declined.code()),
            unknown -> Outcome.unknown(unknown.cause()));
  }

  /** An id of ours for one call: 32 hexadecimal digits. */
  private String request(Id beside) {
    return ids.beside(org.yima.platform.IdType.ATTEMPT, beside).uuid().toString().replace("-", "");
  }
}
