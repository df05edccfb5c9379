package org.yima.booking.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.booking.Appointment;
import org.yima.booking.AppointmentStatus;
import org.yima.booking.BookingProblem;
import org.yima.booking.claim.PersonClaims;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.Idempotent;
import org.yima.resident.Residents;

/** What residents see of their appointments and do with them. */
@ApplicationScoped
class ResidentSteps {
  private final Residents residents;
  private final AppointmentStore store;
  private final PersonClaims claims;
  private final Moves moves;
  private final Aftermath aftermath;
  private final Database database;
  private final Idempotent idempotent;
  private final Clock clock;

  ResidentSteps(
      Residents residents,
      AppointmentStore store,
      PersonClaims claims,
      Moves moves,
      Aftermath aftermath,
      Database database,
      Idempotent idempotent,
      Clock clock) {
    this.residents = residents;
    this.store = store;
    this.claims = claims;
    this.moves = moves;
    this.aftermath = aftermath;
    this.database = database;
    this.idempotent = idempotent;
    this.clock = clock;
  }

  /** The appointment, when the caller may act for its resident; else {@code not-found}. */
  Uni<Appointment> get(Caller caller, Id id) {
    return residents.owned(caller, id, store.find(id), Appointment::residentId);
  }

  Uni<AppointmentAnswer.Page> list(Caller caller, Optional<Id> before, int limit) {
    return residents
        .ofCaller(caller)
        .chain(mine -> claims.of(mine, before, limit + 1))
        .chain(ids -> page(ids, limit));
  }

  /** A claim that never got a number is in the list of ids and has no appointment. */
  private Uni<AppointmentAnswer.Page> page(List<Id> longer, int limit) {
    List<Id> ids = longer.subList(0, Math.min(limit, longer.size()));
    Optional<Id> next = longer.size() > limit ? Optional.of(ids.get(limit - 1)) : Optional.empty();
    return store
        .all(ids)
        .map(found -> found.stream().map(AppointmentAnswer::of).toList())
        .map(items -> new AppointmentAnswer.Page(items, next));
  }

  Uni<AppointmentAnswer> cancel(Caller caller, String key, Id id) {
    return get(caller, id)
        .chain(
            found ->
                idempotent.tx(
                    new Idempotent.Command(
                        caller,
                        "appointments.cancel",
                        key,
                        Map.of("id", id.toString()),
                        () -> found.id()),
                    AppointmentAnswer.class,
                    (ignored, tx) ->
                        moves
                            .make(tx, id, Step.CANCEL, caller.name(), this::mustBeInTime)
                            .map(AppointmentAnswer::of)))
        .call(answer -> aftermath.now(id));
  }

  /** What is not confirmed can be given up at any time; a booked number until its deadline. */
  private void mustBeInTime(Appointment it) {
    if (it.status() == AppointmentStatus.EXPIRED) {
      throw BookingProblem.HOLD_EXPIRED.problem();
    }
    if (it.status() == AppointmentStatus.BOOKED
        && OffsetDateTime.now(clock).isAfter(it.cancelUntil())) {
      throw BookingProblem.TOO_LATE.problem();
    }
  }

  Uni<AppointmentAnswer> checkIn(Caller caller, Id id) {
    return get(caller, id)
        .chain(
            found ->
                database.tx(
                    tx -> moves.make(tx, id, Step.ARRIVE, caller.name(), this::mustBeToday)))
        .map(AppointmentAnswer::of);
  }

  private void mustBeToday(Appointment it) {
    if (it.status() == AppointmentStatus.BOOKED && !it.date().equals(LocalDate.now(clock))) {
      throw BookingProblem.CHECK_IN_CLOSED.problem();
    }
  }
}
