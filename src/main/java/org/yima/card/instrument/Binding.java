package org.yima.card.instrument;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yima.card.Instrument;
import org.yima.card.InstrumentStatus;
import org.yima.card.InstrumentType;
import org.yima.card.life.Card;
import org.yima.card.life.OwnCards;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.PlatformProblem;
import org.yima.resident.Resident;
import org.yima.resident.Residents;

/**
 * Binds instruments, each type by its own {@link Binder}. The proof is redeemed outside any
 * transaction; it binds nothing by itself, so an unknown outcome leaves nothing behind but a
 * used-up code, and the resident gives a new one.
 */
@ApplicationScoped
class Binding {
  private final OwnCards own;
  private final Residents residents;
  private final Binders binders;
  private final InstrumentStore store;
  private final Database database;
  private final Ids ids;

  Binding(
      OwnCards own,
      Residents residents,
      Binders binders,
      InstrumentStore store,
      Database database,
      Ids ids) {
    this.own = own;
    this.residents = residents;
    this.binders = binders;
    this.store = store;
    this.database = database;
    this.ids = ids;
  }

  /**
   * Binds what the proof shows; a bank card's number is refused before anything else is done with
   * it.
   */
  Uni<Instrument> bind(Caller caller, String cardId, InstrumentType type, Proof proof) {
    proof.mustHoldNoCardNumber();
    return own.active(caller, cardId)
        .call(card -> residents.get(card.residentId()).invoke(Resident::mustBeDocumented))
        .invoke(Card::mustBeLasting)
        .chain(
            card ->
                binders
                    .of(type)
                    .prove(card, proof)
                    .map(proven -> instrument(card, type, proven))
                    .chain(instrument -> written(caller, card, instrument)));
  }

  private Instrument instrument(Card card, InstrumentType type, Proven proven) {
    return new Instrument(
        ids.beside(IdType.INSTRUMENT, card.id()),
        type,
        InstrumentStatus.ACTIVE,
        proven.reference(),
        proven.insurerId());
  }

  private Uni<Instrument> written(Caller caller, Card card, Instrument instrument) {
    return database.tx(
        tx ->
            store
                .bind(tx, card.id(), instrument)
                .call(
                    bound ->
                        tx.audit(
                            AuditEntry.of(caller, "instrument.bound", bound.id())
                                .with("type", bound.type().name()))));
  }

  Uni<List<Instrument>> list(Caller caller, String cardId) {
    return own.get(caller, cardId).chain(card -> store.active(card.id()));
  }

  /**
   * Sets the owner's order of preference: every bound instrument once. One that is bound meanwhile
   * comes last.
   */
  Uni<List<Instrument>> order(Caller caller, String cardId, List<Id> ordered) {
    return own.get(caller, cardId)
        .call(
            card ->
                database.tx(
                    tx ->
                        store
                            .hold(tx, card.id())
                            .invoke(bound -> mustBeAll(bound, ordered))
                            .chain(() -> store.order(tx, card.id(), ordered))))
        .chain(card -> store.active(card.id()));
  }

  private static void mustBeAll(Set<Id> bound, List<Id> ordered) {
    if (bound.size() != ordered.size() || !bound.equals(new HashSet<>(ordered))) {
      throw PlatformProblem.INPUT_INVALID.problem().at("/ids", "not-all");
    }
  }

  Uni<Void> remove(Caller caller, String cardId, String instrumentId) {
    Id instrument =
        Id.parse(IdType.INSTRUMENT, instrumentId).orElseThrow(PlatformProblem.NOT_FOUND::problem);
    return own.get(caller, cardId)
        .chain(
            card ->
                database.tx(
                    tx ->
                        store
                            .remove(tx, card.id(), instrument)
                            .invoke(
                                removed -> {
                                  if (!removed) {
                                    throw PlatformProblem.NOT_FOUND.problem();
                                  }
                                })
                            .chain(
                                () ->
                                    tx.audit(
                                        AuditEntry.of(caller, "instrument.removed", instrument)))));
  }
}
