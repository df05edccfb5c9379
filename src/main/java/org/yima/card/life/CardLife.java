package org.yima.card.life;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.yima.card.CardAction;
import org.yima.card.CardConfig;
import org.yima.card.CardNumber;
import org.yima.card.CardProblem;
import org.yima.card.CardStatus;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Event;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.SessionTx;
import org.yima.platform.Tx;
import org.yima.resident.Resident;
import org.yima.resident.Residents;
import org.yima.resident.Verification;

/** Issues cards and moves them through their life. */
@ApplicationScoped
public class CardLife {
  /** Told when a card stops or starts to be good; offline terminals learn of it through this. */
  static final String CHANGED = "card.changed";

  private final CardStore store;
  private final OwnCards own;
  private final Residents residents;
  private final Database database;
  private final CardConfig config;
  private final SecureRandom random;
  private final Ids ids;
  private final Clock clock;

  CardLife(
      CardStore store,
      OwnCards own,
      Residents residents,
      Database database,
      CardConfig config,
      SecureRandom random,
      Ids ids,
      Clock clock) {
    this.store = store;
    this.own = own;
    this.residents = residents;
    this.database = database;
    this.config = config;
    this.random = random;
    this.ids = ids;
    this.clock = clock;
  }

  /** A card, and whether it was made just now. */
  public record Issued(Card card, boolean fresh) {}

  /** What commits with a new card. */
  @FunctionalInterface
  public interface Also {
    Uni<Void> with(Tx tx, Card card);
  }

  /**
   * Issues a resident's card. One that lives is answered as it is; in place of a lost one, or after
   * a revoked one, there is a new one.
   */
  Uni<Issued> issue(Caller caller, Id residentId) {
    return residents
        .actingFor(caller, residentId)
        .invoke(CardLife::mustBeVerified)
        .chain(
            resident ->
                ownCard(resident)
                    .chain(
                        newest ->
                            newest.filter(CardLife::serves).isPresent()
                                ? Uni.createFrom().item(new Issued(newest.get(), false))
                                : make(caller, resident, newest, CardLife::nothing)));
  }

  /**
   * Issues a resident's first card; one that there is or ever was is answered as it is, for only
   * its owner replaces it.
   *
   * @param also is carried out in the transaction that writes a new card
   */
  public Uni<Issued> issueFirst(Caller by, Resident resident, Also also) {
    return ownCard(resident)
        .chain(
            newest ->
                newest.isPresent()
                    ? Uni.createFrom().item(new Issued(newest.get(), false))
                    : make(by, resident, newest, also));
  }

  /** Not one that was issued to somebody else who turned out to be this resident. */
  private Uni<Optional<Card>> ownCard(Resident resident) {
    return store
        .newest(resident.id())
        .map(newest -> newest.filter(card -> card.recordId().equals(resident.recordId())));
  }

  private static void mustBeVerified(Resident resident) {
    if (resident.verification() != Verification.VERIFIED && !resident.isTemporary()) {
      throw CardProblem.CARD_NOT_VERIFIED.problem();
    }
  }

  private static boolean serves(Card card) {
    return card.status() == CardStatus.ACTIVE || card.status() == CardStatus.FROZEN;
  }

  private static Uni<Void> nothing(Tx tx, Card card) {
    return Uni.createFrom().voidItem();
  }

  private Uni<Issued> make(Caller caller, Resident resident, Optional<Card> earlier, Also also) {
    Id id = ids.beside(IdType.CARD, resident.id());
    Optional<Card> lost = earlier.filter(card -> card.status() == CardStatus.LOST);
    return numbered(id)
        .map(number -> fresh(id, resident, number))
        .chain(
            card ->
                database
                    .session(
                        tx ->
                            replace(tx, caller, lost)
                                .chain(() -> store.insert(tx, card, caller))
                                .chain(() -> carried(tx, lost, card))
                                .chain(
                                    () -> tx.audit(AuditEntry.of(caller, "card.issued", card.id())))
                                .chain(() -> also.with(tx, card)))
                    .map(done -> new Issued(card, true)))
        .onFailure(CardStore::isSecond)
        .recoverWithUni(
            second -> ownCard(resident).map(newest -> new Issued(newest.orElseThrow(), false)));
  }

  /** Draws until a number is free, which takes one try unless the region is nearly full. */
  private Uni<CardNumber> numbered(Id card) {
    CardNumber drawn = CardNumber.draw(config.region(), random);
    return store
        .claim(drawn, card)
        .chain(claimed -> claimed ? Uni.createFrom().item(drawn) : numbered(card));
  }

  private Card fresh(Id id, Resident resident, CardNumber number) {
    return new Card(
        id,
        resident.id(),
        resident.recordId(),
        number.value(),
        CardStatus.ACTIVE,
        1,
        OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MILLIS),
        resident.until().map(end -> end.atZone(clock.getZone()).toOffsetDateTime()));
  }

  private Uni<Void> carried(SessionTx tx, Optional<Card> lost, Card card) {
    return lost.isEmpty()
        ? Uni.createFrom().voidItem()
        : store.carry(tx, lost.get().id(), card.id());
  }

  private Uni<Void> replace(SessionTx tx, Caller caller, Optional<Card> lost) {
    return lost.isEmpty()
        ? Uni.createFrom().voidItem()
        : move(tx, caller, lost.get(), CardAction.REPLACE, CardStatus.REPLACED).replaceWithVoid();
  }

  /** Does something to a card; doing it twice changes nothing. */
  Uni<Card> act(Caller caller, String id, CardAction action) {
    return own.get(caller, id)
        .chain(
            card ->
                card.status() == action.target()
                    ? Uni.createFrom().item(card)
                    : database.session(tx -> move(tx, caller, card, action, next(card, action))));
  }

  private static CardStatus next(Card card, CardAction action) {
    return card.status().after(action).orElseThrow(CardProblem.CARD_STATE::problem);
  }

  private Uni<Card> move(
      SessionTx tx, Caller caller, Card card, CardAction action, CardStatus status) {
    Card next = card.in(status);
    String what = "card." + action.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return store
        .update(tx, card, next, action.name(), caller)
        .call(() -> tx.audit(AuditEntry.of(caller, what, card.id())))
        .call(() -> tx.emit(changed(next)))
        .replaceWith(next);
  }

  /** That a card has stopped or started to be good, as far as its state says. */
  static Event changed(Card card) {
    return Event.of(CHANGED, card.id(), new JsonObject().put("status", card.status().name()));
  }

  static Uni<Void> told(Tx tx, List<Card> cards) {
    return Multi.createFrom()
        .iterable(cards)
        .onItem()
        .transformToUniAndConcatenate(card -> tx.emit(changed(card)))
        .onItem()
        .ignoreAsUni();
  }
}
