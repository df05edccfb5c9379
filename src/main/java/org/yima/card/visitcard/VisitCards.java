package org.yima.card.visitcard;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.card.CardProblem;
import org.yima.index.PersonIndex;
import org.yima.index.RecordStatus;
import org.yima.index.VisitCard;
import org.yima.institution.Institution;
import org.yima.institution.Institutions;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.resident.Masks;
import org.yima.resident.Resident;
import org.yima.resident.Residents;

/**
 * The visit cards that the index knows by the resident's verified document. A link by likeness is
 * no right: only cards under an equal, proved document are shown or bound.
 */
@ApplicationScoped
class VisitCards {
  private final Residents residents;
  private final PersonIndex index;
  private final Institutions institutions;
  private final VisitCardStore store;
  private final Database database;

  VisitCards(
      Residents residents,
      PersonIndex index,
      Institutions institutions,
      VisitCardStore store,
      Database database) {
    this.residents = residents;
    this.index = index;
    this.institutions = institutions;
    this.store = store;
    this.database = database;
  }

  enum Status {
    /** Known by the equal document. */
    FOUND,
    /** Taken into the app by its owner. */
    BOUND,
    /** Retired by its hospital; it still leads to its owner. */
    RETIRED
  }

  /**
   * A visit card.
   *
   * @param id of this card for its owner
   */
  @Schema(name = "VisitCard")
  record View(
      @JsonProperty(required = true) Id id,
      @JsonProperty(required = true) Id hospitalId,
      @JsonProperty(required = true) String domain,
      @JsonProperty(required = true) String numberMasked,
      @JsonProperty(required = true) Status status) {}

  /** A card with the hospital that gave it. */
  private record Known(VisitCard card, Institution hospital) {
    View view(boolean bound) {
      return new View(
          new Id(IdType.VISIT_CARD, card.recordId().uuid()),
          hospital.id(),
          card.domain(),
          Masks.number(card.number()),
          status(bound));
    }

    private Status status(boolean bound) {
      if (card.status() == RecordStatus.RETIRED) {
        return Status.RETIRED;
      }
      return bound ? Status.BOUND : Status.FOUND;
    }
  }

  Uni<List<View>> of(Caller caller, Id residentId) {
    return residents
        .actingFor(caller, residentId)
        .chain(this::known)
        .chain(known -> store.bound(residentId).map(bound -> views(known, bound)));
  }

  private static List<View> views(List<Known> known, Set<Id> bound) {
    return known.stream().map(k -> k.view(bound.contains(k.card().recordId()))).toList();
  }

  private Uni<List<Known>> known(Resident resident) {
    return index
        .visitCards(resident.idType(), resident.idNumber())
        .onItem()
        .transformToMulti(Multi.createFrom()::iterable)
        .onItem()
        .transformToUniAndConcatenate(
            card -> institutions.ofDomain(card.domain()).map(h -> h.map(i -> new Known(card, i))))
        .filter(Optional::isPresent)
        .map(Optional::get)
        .collect()
        .asList();
  }

  /** Binds a card of the resident; every other number gets the same refusal. */
  Uni<View> bind(Caller caller, Id residentId, Id hospital, String number) {
    return residents
        .actingFor(caller, residentId)
        .chain(this::known)
        .map(
            known ->
                known.stream()
                    .filter(k -> k.hospital().id().equals(hospital))
                    .filter(k -> k.card().number().equals(number))
                    .findFirst()
                    .orElseThrow(CardProblem.VISIT_CARD_PROOF::problem))
        .call(known -> written(caller, residentId, known))
        .map(known -> known.view(true));
  }

  private Uni<Void> written(Caller caller, Id resident, Known known) {
    return database.tx(
        tx ->
            store
                .bind(tx, resident, known.card().recordId(), known.hospital().id())
                .chain(() -> tx.audit(AuditEntry.of(caller, "visit-card.bound", resident))));
  }
}
