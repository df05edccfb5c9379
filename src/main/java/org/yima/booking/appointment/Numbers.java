package org.yima.booking.appointment;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import org.yima.booking.Appointment;
import org.yima.booking.BookingConfig;
import org.yima.booking.BookingProblem;
import org.yima.platform.Id;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Problem;
import org.yima.platform.SqlTx;

/** Takes numbers: the institution's step of a hold. */
@ApplicationScoped
class Numbers {
  private final Moves moves;
  private final RegistrationBills bills;
  private final BookingConfig config;
  private final Clock clock;

  Numbers(Moves moves, RegistrationBills bills, BookingConfig config, Clock clock) {
    this.moves = moves;
    this.bills = bills;
    this.config = config;
    this.clock = clock;
  }

  /** What is to be taken, and for whom. */
  record Wanted(
      Id appointmentId,
      Id institutionId,
      Id sessionId,
      Id segmentId,
      Id residentId,
      Id recordId,
      String actor) {}

  /**
   * Takes a number and writes the appointment: HELD, or AWAITING_CONFIRMATION without a fee.
   *
   * <p>Fails with slot.sold-out, slot.closed, not-found, or hold.expired when the person's claim
   * was given back before.
   */
  Uni<Appointment> take(SqlTx tx, Wanted wanted) {
    return outcome(tx, wanted.appointmentId(), "TAKEN")
        .invoke(
            first -> {
              if (!first) {
                throw BookingProblem.HOLD_EXPIRED.problem();
              }
            })
        .chain(() -> takeNumber(tx, wanted))
        .chain(
            taken ->
                taken == 1
                    ? moves.begin(tx, wanted.appointmentId(), wanted.actor())
                    : refusal(tx, wanted).chain(problem -> Uni.createFrom().failure(problem)));
  }

  /**
   * Decides how the institution's step ended, unless that is decided: the primary key lets one of
   * two writers through, and the other waits until it knows.
   */
  Uni<Boolean> outcome(SqlTx tx, Id appointment, String outcome) {
    return tx.write(
            """
            insert into hold_outcome (bucket, appointment_id, outcome, at)
            values ($1, $2, $3, $4) on conflict do nothing
            """,
            appointment.bucket(),
            appointment.uuid(),
            outcome,
            OffsetDateTime.now(clock))
        .map(written -> written == 1);
  }

  private Uni<Integer> takeNumber(SqlTx tx, Wanted wanted) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    return tx.write(
        """
        with number as (
          update segment g set taken = taken + 1
          from clinic_session s
          where g.bucket = $1 and g.id = $2 and g.session_id = $3
            and s.bucket = g.bucket and s.id = g.session_id
            and g.taken < g.capacity and not g.closed and g.ends_at > $8 and s.release_at <= $8
          returning s.institution_id, s.fee)
        insert into appointment (bucket, id, institution_id, session_id, segment_id, resident_id,
          record_id, claim_bucket, status, fee, bill_id, paid, hold_expires_at, due_at,
          created_at, changed_at)
        select $1, $4, institution_id, $3, $2, $5, $6, $7,
          case when fee > 0 then 'HELD' else 'AWAITING_CONFIRMATION' end, fee,
          case when fee > 0 then $9::uuid end, false,
          case when fee > 0 then $10::timestamptz end,
          case when fee > 0 then $10::timestamptz else $11::timestamptz end, $8, $8
        from number
        """,
        wanted.segmentId().bucket(),
        wanted.segmentId().uuid(),
        wanted.sessionId().uuid(),
        wanted.appointmentId().uuid(),
        wanted.residentId().uuid(),
        wanted.recordId().uuid(),
        wanted.residentId().bucket(),
        now,
        bills.draw(wanted.institutionId()).uuid(),
        now.plus(config.holdLife()),
        now.plus(config.confirmWithin()));
  }

  /** Why no number was taken. */
  private Uni<Problem> refusal(SqlTx tx, Wanted wanted) {
    return tx.query(
            """
            select g.closed or g.ends_at <= $4 or s.release_at > $4 as closed
            from segment g join clinic_session s on s.bucket = g.bucket and s.id = g.session_id
            where g.bucket = $1 and g.id = $2 and g.session_id = $3
            """,
            wanted.segmentId().bucket(),
            wanted.segmentId().uuid(),
            wanted.sessionId().uuid(),
            OffsetDateTime.now(clock))
        .map(Numbers::refusal);
  }

  private static Problem refusal(RowSet<Row> rows) {
    if (rows.rowCount() == 0) {
      return PlatformProblem.NOT_FOUND.problem();
    }
    return rows.iterator().next().getBoolean("closed")
        ? BookingProblem.CLOSED.problem()
        : BookingProblem.SOLD_OUT.problem();
  }
}
