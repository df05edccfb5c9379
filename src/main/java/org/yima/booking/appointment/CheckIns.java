package org.yima.booking.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.yima.booking.Appointment;
import org.yima.booking.AppointmentStatus;
import org.yima.booking.BookingProblem;
import org.yima.card.Allowed;
import org.yima.card.Resolution;
import org.yima.card.Resolutions;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;

/** Checks in whoever's code a terminal has read. */
@ApplicationScoped
class CheckIns {
  private final Resolutions resolutions;
  private final AppointmentStore store;
  private final Moves moves;
  private final Database database;
  private final Clock clock;

  CheckIns(
      Resolutions resolutions,
      AppointmentStore store,
      Moves moves,
      Database database,
      Clock clock) {
    this.resolutions = resolutions;
    this.store = store;
    this.moves = moves;
    this.database = database;
    this.clock = clock;
  }

  /**
   * Checks the scanned resident in for today's first booked appointment at the terminal's hospital;
   * scanned again, with nothing more booked, it answers the one that is checked in.
   */
  Uni<CheckInAnswer> checkIn(Caller terminal, Id resolution) {
    return resolutions
        .standing(resolution, terminal.ownInstitution())
        .map(CheckIns::resident)
        .chain(resident -> store.today(terminal.ownInstitution(), resident, LocalDate.now(clock)))
        .map(today -> choose(today).orElseThrow(BookingProblem.CHECK_IN_NONE::problem))
        .chain(
            chosen ->
                database.tx(
                    tx ->
                        moves.make(
                            tx, chosen.id(), Step.ARRIVE, terminal.name(), Moves.Guard.NONE)))
        .chain(done -> store.ahead(done).map(ahead -> CheckInAnswer.of(done, ahead)));
  }

  private static Id resident(Resolution scanned) {
    return scanned
        .residentId()
        .filter(resident -> scanned.allowed().contains(Allowed.CHECK_IN))
        .orElseThrow(BookingProblem.CHECK_IN_NONE::problem);
  }

  /** Of today's, in the order of their times: the first booked one, else the last checked in. */
  static Optional<Appointment> choose(List<Appointment> today) {
    return today.stream()
        .filter(it -> it.status() == AppointmentStatus.BOOKED)
        .findFirst()
        .or(
            () ->
                today.stream()
                    .filter(it -> it.status() == AppointmentStatus.CHECKED_IN)
                    .reduce((earlier, later) -> later));
  }
}
