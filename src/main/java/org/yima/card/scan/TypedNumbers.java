package org.yima.card.scan;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yima.card.Allowed;
import org.yima.healthcard.identity.DocumentNumber;
import org.yima.healthcard.recognise.Recognised;
import org.yima.index.IndexRecord;
import org.yima.index.PersonIndex;
import org.yima.index.RecordStatus;

/**
 * Numbers that anybody can type: documents and this hospital's own visit cards. They lead to the
 * hospital's own patient numbers and a masked name, in an emergency too, and never to money.
 */
@ApplicationScoped
class TypedNumbers {
  private final PersonIndex index;
  private final NumberHolders holders;

  TypedNumbers(PersonIndex index, NumberHolders holders) {
    this.index = index;
    this.holders = holders;
  }

  /** A card of the asking hospital; nothing when its domain has no such number. */
  Uni<Optional<Found>> visitCard(Counter counter, String text) {
    Optional<String> domain = counter.institution().domain();
    return domain.isEmpty()
        ? Uni.createFrom().item(Optional.empty())
        : index
            .byVisitCard(domain.get(), text)
            .chain(
                record ->
                    record.isEmpty()
                        ? Uni.createFrom().item(Optional.<Found>empty())
                        : card(counter, domain.get(), record.get()).map(Optional::of));
  }

  private Uni<Found> card(Counter counter, String domain, IndexRecord record) {
    Set<Allowed> allowed = allowed(ScanKind.VISIT_CARD, counter);
    return index
        .patientIds(record.id(), domain)
        .chain(
            ids ->
                shown(
                    counter,
                    ScanKind.VISIT_CARD,
                    allowed,
                    new Patient(record, ids),
                    record.status() == RecordStatus.RETIRED
                        ? Optional.of(Views.Notice.VISIT_CARD_RETIRED)
                        : Optional.empty()));
  }

  private Uni<Found> shown(
      Counter counter,
      ScanKind kind,
      Set<Allowed> allowed,
      Patient patient,
      Optional<Views.Notice> notice) {
    return holders
        .show(counter, kind, patient.record())
        .map(
            held ->
                Found.typed(
                    kind,
                    allowed,
                    held.told(),
                    Optional.of(patient.record().id()),
                    Optional.of(held.person()),
                    patient.ids(),
                    notice));
  }

  /**
   * A document. A person is shown only when the asking hospital knows them: what other hospitals
   * know is none of this counter's business. Where the hospital knows two people by one document,
   * the number alone does not say which of them is meant, and nobody is shown.
   */
  Uni<Found> document(Counter counter, Recognised.Document document) {
    Set<Allowed> allowed = allowed(ScanKind.DOCUMENT, counter);
    return patient(counter, document.number())
        .chain(
            patient ->
                patient
                    .map(
                        known ->
                            shown(counter, ScanKind.DOCUMENT, allowed, known, Optional.empty()))
                    .orElseGet(() -> Uni.createFrom().item(nobody(counter, allowed))));
  }

  /**
   * Somebody whom the asking hospital knows, by its own record or by one it has made a file for.
   *
   * @param ids its patient numbers for this person
   */
  record Patient(IndexRecord record, List<String> ids) {}

  /** Whom the asking hospital knows by a document. */
  Uni<Optional<Patient>> patient(Counter counter, DocumentNumber document) {
    return ofDocument(counter, document.type().name(), document.value())
        .map(TypedNumbers::onePerson)
        .chain(record -> patient(counter, record));
  }

  /** As {@link #patient(Counter, DocumentNumber)}, of a number that may be of several types. */
  Uni<Optional<Patient>> patient(Counter counter, List<String> types, String number) {
    return Multi.createFrom()
        .iterable(types)
        .onItem()
        .transformToUniAndConcatenate(type -> ofDocument(counter, type, number))
        .collect()
        .asList()
        .map(lists -> onePerson(lists.stream().flatMap(List::stream).toList()))
        .chain(record -> patient(counter, record));
  }

  /**
   * Others' records are not even read, unless this hospital has made a file of theirs: that there
   * are any must make no difference.
   */
  private Uni<List<IndexRecord>> ofDocument(Counter counter, String type, String number) {
    return counter
        .institution()
        .domain()
        .map(domain -> index.ofDocumentIn(domain, type, number))
        .orElseGet(() -> Uni.createFrom().item(List.of()));
  }

  /** The hospital's record of whom these are of; nobody when they are of more than one person. */
  private static Optional<IndexRecord> onePerson(List<IndexRecord> own) {
    return own.stream().map(IndexRecord::certain).distinct().count() == 1
        ? Optional.of(own.get(0))
        : Optional.empty();
  }

  private Uni<Optional<Patient>> patient(Counter counter, Optional<IndexRecord> own) {
    return own.map(
            record ->
                index
                    .patientIds(record.id(), counter.institution().domain().orElseThrow())
                    .map(ids -> Optional.of(new Patient(record, ids))))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  private static Found nobody(Counter counter, Set<Allowed> allowed) {
    return Found.typed(
        ScanKind.DOCUMENT,
        allowed,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        counter.notice(false));
  }

  private static Set<Allowed> allowed(ScanKind kind, Counter counter) {
    return SceneTable.allowed(kind, counter.scene(), counter.institution().kind());
  }
}
