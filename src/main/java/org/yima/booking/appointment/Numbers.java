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
   * <p>The number itself is taken last: its row is the one that everybody wants, and so it is
   * locked for the shortest time. Without a number, nothing of the rest is committed.
   *
   * <p>Fails with slot.sold-out, slot.closed, not-found, or hold.expired when the person's claim
   * was given back before.
   */
  Uni<Appointment> take(SqlTx tx, Wanted wanted) {
    return mustBeFree(tx, wanted)
        .chain(fee -> mustBeFirst(tx, wanted).chain(() -> insert(tx, wanted, fee)))
        .chain(() -> moves.begin(tx, wanted.appointmentId(), wanted.actor()))
        .call(() -> takeNumber(tx, wanted));
  }

  private Uni<Void> mustBeFirst(SqlTx tx, Wanted wanted) {
    return outcome(tx, wanted.appointmentId(), "TAKEN")
        .invoke(
            first -> {
              if (!first) {
                throw BookingProblem.HOLD_EXPIRED.problem();
              }
            })
        .replaceWithVoid();
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

  /** A look without a lock, so that most who come too late write nothing; answers the fee. */
  private Uni<Long> mustBeFree(SqlTx tx, Wanted wanted) {
    return tx.query(
            """
            select s.fee, g.taken < g.capacity as free,
                   g.closed or g.ends_at <= $4 or s.release_at > $4 as closed
            from segment g join clinic_session s on s.bucket = g.bucket and s.id = g.session_id
            where g.bucket = $1 and g.id = $2 and g.session_id = $3
            """,
            wanted.segmentId().bucket(),
            wanted.segmentId().uuid(),
            wanted.sessionId().uuid(),
            OffsetDateTime.now(clock))
        .map(Numbers::fee);
  }

  private static long fee(RowSet<Row> rows) {
    if (rows.rowCount() == 0) {
      throw PlatformProblem.NOT_FOUND.problem();
    }
    Row row = rows.iterator().next();
    if (row.getBoolean("closed")) {
      throw BookingProblem.CLOSED.problem();
    }
    if (!row.getBoolean("free")) {
      throw BookingProblem.SOLD_OUT.problem();
    }
    return row.getLong("fee");
  }

  private Uni<Integer> insert(SqlTx tx, Wanted wanted, long fee) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    return tx.write(
        """
        insert into appointment (bucket, id, institution_id, session_id, segment_id, resident_id,
          record_id, claim_bucket, status, fee, bill_id, paid, hold_expires_at, due_at,
          created_at, changed_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8,
          case when $9::bigint > 0 then 'HELD' else 'AWAITING_CONFIRMATION' end, $9::bigint,
          case when $9::bigint > 0 then $10::uuid end, false,
          case when $9::bigint > 0 then $12::timestamptz end,
          case when $9::bigint > 0 then $12::timestamptz else $13::timestamptz end, $11, $11)
        """,
        wanted.appointmentId().bucket(),
        wanted.appointmentId().uuid(),
        wanted.institutionId().uuid(),
        wanted.sessionId().uuid(),
        wanted.segmentId().uuid(),
        wanted.residentId().uuid(),
        wanted.recordId().uuid(),
        wanted.residentId().bucket(),
        fee,
        bills.draw(wanted.institutionId()).uuid(),
        now,
        now.plus(config.holdLife()),
        now.plus(config.confirmWithin()));
  }

  private Uni<Void> takeNumber(SqlTx tx, Wanted wanted) {
    return tx.write(
            """
            update segment set taken = taken + 1
            where bucket = $1 and id = $2 and taken < capacity and not closed
            """,
            wanted.segmentId().bucket(),
            wanted.segmentId().uuid())
        .chain(taken -> taken == 1 ? Uni.createFrom().voidItem() : tooLate(tx, wanted));
  }

  /** Between the look and the update the last number went, or the session was stopped. */
  private Uni<Void> tooLate(SqlTx tx, Wanted wanted) {
    return mustBeFree(tx, wanted)
        .chain(
            free -> Uni.createFrom().failure(PlatformProblem.UNAVAILABLE.problem().retryAfter(1)));
  }
}
