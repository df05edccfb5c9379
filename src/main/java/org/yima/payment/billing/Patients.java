package org.yima.payment.billing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.yima.card.Cards;
import org.yima.card.Resolution;
import org.yima.card.Resolutions;
import org.yima.institution.Institutions;
import org.yima.payment.PaymentProblem;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.resident.Residents;

/** Finds whom a hospital's bill is for. */
@ApplicationScoped
class Patients {
  private final Resolutions resolutions;
  private final Cards cards;
  private final Residents residents;
  private final Institutions institutions;

  Patients(Resolutions resolutions, Cards cards, Residents residents, Institutions institutions) {
    this.resolutions = resolutions;
    this.cards = cards;
    this.residents = residents;
    this.institutions = institutions;
  }

  /** A resident, and the record under which the bill arises. */
  record Found(Id residentId, Id recordId) {}

  /**
   * Fails with bill.patient-unknown when no resident is known by what was given, and with {@code
   * code.invalidated} or the state of the card when its owner has taken back what was scanned.
   */
  Uni<Found> find(Id institution, BillRequest.Patient patient) {
    List<String> given =
        Stream.of(patient.resolutionId(), patient.cardNumber(), patient.patientId())
            .filter(Objects::nonNull)
            .toList();
    if (given.size() != 1) {
      return Uni.createFrom()
          .failure(PlatformProblem.INPUT_INVALID.problem().at("/patient", "exactly-one"));
    }
    return byWhat(institution, patient)
        .map(found -> found.orElseThrow(PaymentProblem.BILL_PATIENT_UNKNOWN::problem));
  }

  private Uni<Optional<Found>> byWhat(Id institution, BillRequest.Patient patient) {
    if (patient.resolutionId() != null) {
      return byResolution(institution, patient.resolutionId());
    }
    if (patient.cardNumber() != null) {
      return cards
          .byNumber(patient.cardNumber())
          .map(found -> found.map(card -> new Found(card.residentId(), card.recordId())));
    }
    return byPatientId(institution, patient.patientId());
  }

  private Uni<Optional<Found>> byResolution(Id institution, String text) {
    return Id.parse(IdType.RESOLUTION, text)
        .map(id -> resolutions.standing(id, institution).map(Patients::found))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  private static Optional<Found> found(Resolution resolution) {
    return resolution
        .residentId()
        .flatMap(resident -> resolution.recordId().map(record -> new Found(resident, record)));
  }

  private Uni<Optional<Found>> byPatientId(Id institution, String patientId) {
    return institutions
        .get(institution)
        .chain(
            hospital ->
                hospital.domain().isEmpty()
                    ? Uni.createFrom().item(Optional.empty())
                    : residents
                        .ofPatient(hospital.domain().get(), patientId)
                        .map(
                            found ->
                                found.map(
                                    patient ->
                                        new Found(patient.residentId(), patient.recordId()))));
  }
}
