package org.yima.card.scan;

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
 * hospital's own patient numbers and a masked name, and never to money.
 */
@ApplicationScoped
class TypedNumbers {
  private final PersonIndex index;

  TypedNumbers(PersonIndex index) {
    this.index = index;
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
        .map(
            ids ->
                Found.typed(
                    ScanKind.VISIT_CARD,
                    allowed,
                    Optional.of(record.id()),
                    Optional.of(Views.Person.masked(record)),
                    ids,
                    record.status() == RecordStatus.RETIRED
                        ? Optional.of(Views.Notice.VISIT_CARD_RETIRED)
                        : Optional.empty()));
  }

  /**
   * A document. A person is shown only when the asking hospital knows them: what other hospitals
   * know is none of this counter's business. Where the hospital knows two people by one document,
   * the number alone does not say which of them is meant, and nobody is shown.
   */
  Uni<Found> document(Counter counter, Recognised.Document document) {
    Set<Allowed> allowed = allowed(ScanKind.DOCUMENT, counter);
    return patient(counter, document.number())
        .map(
            patient ->
                patient.map(p -> known(allowed, p.record(), p.ids())).orElse(nobody(allowed)));
  }

  /**
   * The asking hospital's own record of somebody.
   *
   * @param ids its patient numbers for this person
   */
  record Patient(IndexRecord record, List<String> ids) {}

  /** Whom of these the asking hospital knows; nobody when they are more than one person. */
  Uni<Optional<Patient>> patient(Counter counter, List<IndexRecord> records) {
    Optional<String> domain = counter.institution().domain();
    List<IndexRecord> own =
        records.stream()
            .filter(record -> domain.filter(record.domain()::equals).isPresent())
            .toList();
    return own.stream().map(IndexRecord::personId).distinct().count() != 1
        ? Uni.createFrom().item(Optional.empty())
        : index
            .patientIds(own.get(0).id(), domain.orElseThrow())
            .map(ids -> Optional.of(new Patient(own.get(0), ids)));
  }

  /** Whom the asking hospital knows by a document. */
  Uni<Optional<Patient>> patient(Counter counter, DocumentNumber document) {
    return ofDocument(counter, document).chain(records -> patient(counter, records));
  }

  /** Others' records are not even read: that there are any must make no difference. */
  private Uni<List<IndexRecord>> ofDocument(Counter counter, DocumentNumber document) {
    return counter
        .institution()
        .domain()
        .map(domain -> index.ofDocumentIn(domain, document.type().name(), document.value()))
        .orElseGet(() -> Uni.createFrom().item(List.of()));
  }

  private static Found known(Set<Allowed> allowed, IndexRecord record, List<String> ids) {
    return Found.typed(
        ScanKind.DOCUMENT,
        allowed,
        Optional.of(record.id()),
        Optional.of(Views.Person.masked(record)),
        ids,
        Optional.empty());
  }

  private static Found nobody(Set<Allowed> allowed) {
    return Found.typed(
        ScanKind.DOCUMENT,
        allowed,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  private static Set<Allowed> allowed(ScanKind kind, Counter counter) {
    return SceneTable.allowed(kind, counter.scene(), counter.institution().kind());
  }
}
