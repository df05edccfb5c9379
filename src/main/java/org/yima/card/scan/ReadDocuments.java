package org.yima.card.scan;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yima.access.Readers;
import org.yima.card.Allowed;
import org.yima.card.life.Card;
import org.yima.card.life.CardStore;
import org.yima.card.life.Uses;
import org.yima.healthcard.identity.DocumentNumber;
import org.yima.index.IndexRecord;
import org.yima.index.PersonIndex;
import org.yima.platform.Id;
import org.yima.resident.Resident;
import org.yima.resident.ResidentProblem;
import org.yima.resident.Residents;

/**
 * Documents that a registered reader has read before the counter: who holds one is there, and is
 * shown as a code would be. It is no code of the card, so it pays nothing and the card's state does
 * not matter; the card's owner sees the use all the same.
 */
@ApplicationScoped
class ReadDocuments {
  private final Readers readers;
  private final Residents residents;
  private final CardStore cards;
  private final Disclosure disclosure;
  private final PersonIndex index;
  private final TypedNumbers typed;
  private final Uses uses;

  ReadDocuments(
      Readers readers,
      Residents residents,
      CardStore cards,
      Disclosure disclosure,
      PersonIndex index,
      TypedNumbers typed,
      Uses uses) {
    this.readers = readers;
    this.residents = residents;
    this.cards = cards;
    this.disclosure = disclosure;
    this.index = index;
    this.typed = typed;
    this.uses = uses;
  }

  /** The scene is asked first: a counter that is refused does not use the reading up. */
  Uni<Found> resolve(Counter counter, DocumentNumber document, Reading reading) {
    return Uni.createFrom()
        .item(
            () ->
                SceneTable.allowed(
                    SceneTable.Row.DOCUMENT_READ, counter.scene(), counter.institution().kind()))
        .call(() -> readers.proven(counter.caller(), reading.of(document)))
        .chain(
            allowed ->
                residents
                    .byDocument(document.type().name(), document.value())
                    .chain(
                        holder ->
                            holder.filter(resident -> bears(resident, reading)).isPresent()
                                ? resident(counter, allowed, holder.get())
                                : misnamed(counter, holder)
                                    .chain(
                                        () ->
                                            stranger(
                                                counter,
                                                allowed,
                                                document,
                                                reading,
                                                holder.isPresent()))));
  }

  /** One number under two names is a borrowed identity, or an error: nothing is shown by it. */
  private static boolean bears(Resident resident, Reading reading) {
    return resident.name().equals(reading.name());
  }

  /** The resident of that number sees that somebody has shown it under another name. */
  private Uni<Void> misnamed(Counter counter, Optional<Resident> holder) {
    return holder
        .map(
            resident ->
                cards
                    .newest(resident.id())
                    .chain(
                        card ->
                            card.map(c -> used(counter, c, ResidentProblem.OTHER_DOCUMENT.code()))
                                .orElseGet(ReadDocuments::nothing)))
        .orElseGet(ReadDocuments::nothing);
  }

  private Uni<Found> resident(Counter counter, Set<Allowed> allowed, Resident resident) {
    return cards
        .newest(resident.id())
        .call(card -> card.map(c -> used(counter, c, Uses.OK)).orElseGet(ReadDocuments::nothing))
        .chain(
            card ->
                disclosure.to(
                    counter,
                    SceneTable.Row.DOCUMENT_READ.seesPerson(counter.scene()),
                    resident,
                    card.map(Card::number).orElse(null)))
        .chain(
            person ->
                patientIds(counter, resident.recordId())
                    .map(
                        ids ->
                            Found.read(
                                allowed,
                                Optional.of(resident.id()),
                                Optional.of(resident.recordId()),
                                person,
                                ids,
                                counter.notice(!ids.isEmpty()))));
  }

  private Uni<Void> used(Counter counter, Card card, String outcome) {
    return uses.log(card.id(), counter.place(ScanKind.DOCUMENT), outcome);
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }

  private Uni<List<String>> patientIds(Counter counter, Id record) {
    return counter
        .institution()
        .domain()
        .map(domain -> index.patientIds(record, domain))
        .orElseGet(() -> Uni.createFrom().item(List.of()));
  }

  /** Somebody who is no resident, or not the one of that number: as the document itself says. */
  private Uni<Found> stranger(
      Counter counter,
      Set<Allowed> allowed,
      DocumentNumber document,
      Reading reading,
      boolean taken) {
    boolean open = SceneTable.Row.DOCUMENT_READ.seesPerson(counter.scene());
    return (taken ? nobody() : typed.patient(counter, document))
        .map(
            patient ->
                Found.read(
                    allowed,
                    Optional.empty(),
                    patient.map(TypedNumbers.Patient::record).map(IndexRecord::id),
                    Disclosure.named(
                        counter, open, reading.name(), document.type().name(), document.value()),
                    patient.map(TypedNumbers.Patient::ids).orElse(List.of()),
                    taken
                        ? Optional.of(Views.Notice.NAME_DIFFERS)
                        : counter.notice(patient.isPresent())));
  }

  private static Uni<Optional<TypedNumbers.Patient>> nobody() {
    return Uni.createFrom().item(Optional.empty());
  }
}
