package org.yima.booking.appointment;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.yima.booking.Appointment;
import org.yima.booking.AppointmentStatus;
import org.yima.booking.BookingConfig;
import org.yima.booking.BookingEvents;
import org.yima.booking.BookingProblem;
import org.yima.platform.Event;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.PlatformProblem;
import org.yima.platform.SqlTx;

/**
 * Carries out one step of an appointment: status, history, the number that goes back and the event,
 * in one transaction.
 */
@ApplicationScoped
class Moves {
  private final AppointmentStore store;
  private final BookingConfig config;
  private final Ids ids;
  private final Clock clock;

  Moves(AppointmentStore store, BookingConfig config, Ids ids, Clock clock) {
    this.store = store;
    this.config = config;
    this.ids = ids;
    this.clock = clock;
  }

  /** A check that the caller's step needs beside the table; it throws its refusal. */
  @FunctionalInterface
  interface Guard {
    void check(Appointment locked);

    Guard NONE = locked -> {};
  }

  /**
   * Makes the step. One that is done already changes nothing; one that is not legal fails with
   * {@code appointment.state}.
   *
   * @param actor who, as {@link org.yima.platform.Caller#name()}, or the server's own part
   */
  Uni<Appointment> make(SqlTx tx, Id id, Step step, String actor, Guard guard) {
    return store
        .lock(tx, id)
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem))
        .invoke(guard::check)
        .chain(locked -> make(tx, locked, step, actor));
  }

  /** As above, for an appointment that this transaction has locked. */
  Uni<Appointment> make(SqlTx tx, Appointment locked, Step step, String actor) {
    Optional<AppointmentStatus> next = Flow.next(locked.status(), step);
    if (next.isEmpty()) {
      return Flow.isDone(locked.status(), step)
          ? Uni.createFrom().item(locked)
          : Uni.createFrom().failure(BookingProblem.STATE.problem());
    }
    AppointmentStatus to = next.get();
    OffsetDateTime now = OffsetDateTime.now(clock);
    return store
        .status(tx, locked.id(), to, due(to, now), now)
        .chain(() -> record(tx, locked.id(), locked.status().name(), to, step.name(), actor))
        .chain(() -> freeNumber(tx, locked, to))
        .chain(() -> tell(tx, locked, to))
        .chain(() -> store.lock(tx, locked.id()))
        .map(Optional::orElseThrow);
  }

  /** When a status ends by itself. */
  private Optional<OffsetDateTime> due(AppointmentStatus to, OffsetDateTime now) {
    return to == AppointmentStatus.AWAITING_CONFIRMATION
        ? Optional.of(now.plus(config.confirmWithin()))
        : Optional.empty();
  }

  Uni<Void> record(SqlTx tx, Id id, String from, AppointmentStatus to, String cause, String actor) {
    Id line = ids.beside(IdType.EVENT, id);
    return tx.write(
            """
            insert into appointment_history
              (bucket, id, appointment_id, from_status, to_status, cause, actor, at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            line.bucket(),
            line.uuid(),
            id.uuid(),
            from,
            to.name(),
            cause,
            actor,
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  private static Uni<Void> freeNumber(SqlTx tx, Appointment of, AppointmentStatus to) {
    return to.freesNumber()
        ? tx.write(
                "update segment set taken = taken - 1 where bucket = $1 and id = $2",
                of.segmentId().bucket(),
                of.segmentId().uuid())
            .replaceWithVoid()
        : Uni.createFrom().voidItem();
  }

  private static Uni<Void> tell(SqlTx tx, Appointment of, AppointmentStatus to) {
    JsonObject payload =
        new JsonObject()
            .put("id", of.id().toString())
            .put("status", to.name())
            .put("sessionId", of.sessionId().toString())
            .put("sessionCode", of.sessionCode())
            .put("segmentId", of.segmentId().toString())
            .put("segmentCode", of.segmentCode())
            .put("residentId", of.residentId().toString())
            .put("recordId", of.recordId().toString())
            .put("date", of.date().toString());
    return tx.emit(
        Event.of(BookingEvents.of(to), of.id(), payload, BookingEvents.feed(of.institutionId())));
  }

  /** Writes the first line of an appointment's history and tells of it. */
  Uni<Appointment> begin(SqlTx tx, Id id, String actor) {
    return store
        .lock(tx, id)
        .map(Optional::orElseThrow)
        .call(made -> record(tx, id, "", made.status(), "HOLD", actor))
        .call(made -> tell(tx, made, made.status()));
  }
}
