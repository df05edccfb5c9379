package org.yima.card.visitcard;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.yima.index.PersonIndex;
import org.yima.index.RecordStatus;
import org.yima.institution.Institutions;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Id;
import org.yima.platform.SqlTx;
import org.yima.resident.Resident;
import org.yima.resident.Residents;

/**
 * A resident's visit cards: those that the index knows by the verified document, and those under
 * another that were proved to be theirs. A link by likeness is no right: nothing else is shown.
 */
@ApplicationScoped
class VisitCards {
  private final Residents residents;
  private final PersonIndex index;
  private final Institutions institutions;
  private final VisitCardStore store;

  VisitCards(
      Residents residents, PersonIndex index, Institutions institutions, VisitCardStore store) {
    this.residents = residents;
    this.index = index;
    this.institutions = institutions;
    this.store = store;
  }

  Uni<List<VisitCardView>> of(Caller caller, Id residentId) {
    return residents
        .actingFor(caller, residentId)
        .chain(this::known)
        .chain(known -> store.bound(residentId).chain(bound -> views(known, bound)));
  }

  private Uni<List<VisitCardView>> views(List<KnownCard> known, Map<Id, CardProof> bound) {
    List<Id> proven =
        bound.keySet().stream()
            .filter(record -> bound.get(record) != CardProof.DOCUMENT)
            .filter(record -> known.stream().noneMatch(k -> k.card().recordId().equals(record)))
            .toList();
    return Multi.createFrom()
        .iterable(proven)
        .onItem()
        .transformToUniAndConcatenate(this::ofRecord)
        .filter(Optional::isPresent)
        .map(found -> found.get().view(true))
        .collect()
        .in(() -> views(known, bound.keySet()::contains), List::add);
  }

  private static List<VisitCardView> views(List<KnownCard> known, Predicate<Id> bound) {
    List<VisitCardView> views = new ArrayList<>();
    known.forEach(k -> views.add(k.view(bound.test(k.card().recordId()))));
    return views;
  }

  private Uni<List<KnownCard>> known(Resident resident) {
    return index
        .visitCards(resident.idType(), resident.idNumber())
        .onItem()
        .transformToMulti(Multi.createFrom()::iterable)
        .onItem()
        .transformToUniAndConcatenate(
            card ->
                institutions.ofDomain(card.domain()).map(h -> h.map(i -> new KnownCard(card, i))))
        .filter(Optional::isPresent)
        .map(Optional::get)
        .collect()
        .asList();
  }

  /** The card of a hospital's record, unless its source has taken that back. */
  Uni<Optional<KnownCard>> ofRecord(Id record) {
    return index
        .get(record)
        .map(found -> found.filter(it -> it.status() != RecordStatus.WITHDRAWN))
        .chain(
            found ->
                found.isEmpty()
                    ? Uni.createFrom().item(Optional.<KnownCard>empty())
                    : institutions
                        .ofDomain(found.get().domain())
                        .map(h -> h.map(hospital -> KnownCard.of(found.get(), hospital))));
  }

  /** The resident's card of that number, if the verified document proves it to be theirs. */
  Uni<Optional<KnownCard>> byDocument(Resident resident, Id hospital, String number) {
    return known(resident)
        .map(
            known ->
                known.stream()
                    .filter(k -> k.hospital().id().equals(hospital))
                    .filter(k -> k.card().number().equals(number))
                    .findFirst());
  }

  /** Takes a card into the app, as something has proved it to be the resident's. */
  Uni<Void> bind(SqlTx tx, Caller caller, Id resident, KnownCard card, CardProof proof) {
    return store
        .bind(tx, resident, card, proof)
        .chain(
            () ->
                tx.audit(
                    AuditEntry.of(caller, "visit-card.bound", resident)
                        .with("record", card.card().recordId().toString())
                        .with("proof", proof.name())));
  }
}
