package org.yima.card.scan;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yima.card.life.Card;
import org.yima.card.life.CardStore;
import org.yima.card.life.Uses;
import org.yima.healthcard.code.Scene;
import org.yima.index.IndexRecord;
import org.yima.platform.Id;
import org.yima.resident.Resident;
import org.yima.resident.Residents;

/**
 * The residents behind the numbers that somebody has typed. Nobody needs them to be there for that,
 * so no scene shows more than a mask, and each sees it among the uses of their card, whatever its
 * state; when it was the emergency room they are told as well.
 */
@ApplicationScoped
class NumberHolders {
  private final Residents residents;
  private final CardStore cards;
  private final Uses uses;

  NumberHolders(Residents residents, CardStore cards, Uses uses) {
    this.residents = residents;
    this.cards = cards;
    this.uses = uses;
  }

  /**
   * Whom a number shows.
   *
   * @param told the resident who is to be told
   */
  record Held(Views.Person person, Optional<Id> told) {}

  /** Shows a patient of this hospital by its record, and logs the use. */
  Uni<Held> show(Counter counter, ScanKind kind, IndexRecord record) {
    return residents
        .ofRecord(record.id())
        .call(holder -> holder.map(it -> used(counter, kind, it)).orElseGet(NumberHolders::nothing))
        .map(holder -> new Held(Views.Person.masked(record), told(counter, holder)));
  }

  private static Optional<Id> told(Counter counter, Optional<Resident> holder) {
    return holder.filter(it -> counter.scene() == Scene.EMERGENCY).map(Resident::id);
  }

  private Uni<Void> used(Counter counter, ScanKind kind, Resident holder) {
    return cards
        .newest(holder.id())
        .chain(card -> card.map(c -> used(counter, kind, c)).orElseGet(NumberHolders::nothing));
  }

  private Uni<Void> used(Counter counter, ScanKind kind, Card card) {
    return uses.log(card.id(), counter.place(kind), Uses.OK);
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }
}
