package org.yima.booking.claim;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.yima.booking.BookingConfig;
import org.yima.booking.BookingProblem;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.SqlTx;

/**
 * The person's side of an appointment, in the resident's family: claimed before a number is taken,
 * kept with it, released when the appointment frees its number.
 */
@ApplicationScoped
public class PersonClaims {
  private static final int TRIES = 5;

  private final Database database;
  private final BookingConfig config;
  private final Clock clock;

  PersonClaims(Database database, BookingConfig config, Clock clock) {
    this.database = database;
    this.config = config;
    this.clock = clock;
  }

  /** For whom, for what. */
  public record Wanted(
      Id appointmentId,
      Id residentId,
      Id recordId,
      Id sessionId,
      Id departmentId,
      LocalDate date) {}

  /**
   * Claims the person's place for a session. Claiming again under the same appointment id changes
   * nothing.
   *
   * <p>Fails with booking.limit when the person has a number of that session or as many that day as
   * are allowed, and with hold.expired when this claim was given back before.
   */
  public Uni<Void> claim(SqlTx tx, Wanted wanted) {
    return claim(tx, wanted, TRIES);
  }

  private Uni<Void> claim(SqlTx tx, Wanted wanted, int tries) {
    return tx.query(
            CLAIM,
            wanted.residentId().bucket(),
            wanted.appointmentId().uuid(),
            wanted.residentId().uuid(),
            wanted.recordId().uuid(),
            wanted.sessionId().uuid(),
            wanted.departmentId().uuid(),
            wanted.date(),
            config.perDay(),
            config.perDepartment(),
            OffsetDateTime.now(clock).plus(config.claimLease()),
            OffsetDateTime.now(clock))
        .chain(
            rows ->
                rows.rowCount() == 1 ? Uni.createFrom().voidItem() : notClaimed(tx, wanted, tries));
  }

  /** Either this claim stands already, or it is refused, or a further try makes sense. */
  private Uni<Void> notClaimed(SqlTx tx, Wanted wanted, int tries) {
    return standing(tx, wanted)
        .invoke(this::refuse)
        .chain(
            found ->
                found.getString("own") != null
                    ? Uni.createFrom().voidItem()
                    : again(tx, wanted, tries - 1));
  }

  /**
   * Takes the lowest free place of the day and of the department's day; the unique indexes decide
   * between two that want the same place at once.
   */
  private static final String CLAIM =
      """
      insert into resident_appointment (bucket, appointment_id, resident_id, record_id, session_id,
        department_id, visit_date, day_place, department_place, state, lease_until, created_at)
      select $1, $2, $3, $4, $5, $6, $7, day.place, department.place, 'CLAIMED', $10, $11
      from (select min(p) as place from generate_series(1, $8::int) p where not exists (
              select 1 from resident_appointment r where r.bucket = $1 and r.resident_id = $3
                and r.visit_date = $7 and r.day_place = p)) as day,
           (select min(p) as place from generate_series(1, $9::int) p where not exists (
              select 1 from resident_appointment r where r.bucket = $1 and r.resident_id = $3
                and r.department_id = $6 and r.visit_date = $7
                and r.department_place = p)) as department
      where day.place is not null and department.place is not null
      on conflict do nothing returning day_place
      """;

  /** What the person has that day. */
  private Uni<Row> standing(SqlTx tx, Wanted wanted) {
    return tx.query(
            """
            select count(*) filter (where day_place is not null) as day,
                   count(*) filter (where day_place is not null and department_id = $4) as department,
                   count(*) filter (where day_place is not null and session_id = $5
                     and appointment_id <> $6) as session,
                   max(state) filter (where appointment_id = $6) as own
            from resident_appointment where bucket = $1 and resident_id = $2 and visit_date = $3
            """,
            wanted.residentId().bucket(),
            wanted.residentId().uuid(),
            wanted.date(),
            wanted.departmentId().uuid(),
            wanted.sessionId().uuid(),
            wanted.appointmentId().uuid())
        .map(rows -> rows.iterator().next());
  }

  private void refuse(Row found) {
    if ("RELEASED".equals(found.getString("own"))) {
      throw BookingProblem.HOLD_EXPIRED.problem();
    }
    if (found.getString("own") == null && isFull(found)) {
      throw BookingProblem.LIMIT.problem();
    }
  }

  private boolean isFull(Row found) {
    return found.getLong("session") > 0
        || found.getLong("day") >= config.perDay()
        || found.getLong("department") >= config.perDepartment();
  }

  private Uni<Void> again(SqlTx tx, Wanted wanted, int tries) {
    return tries == 0
        ? Uni.createFrom().failure(PlatformProblem.UNAVAILABLE.problem().retryAfter(1))
        : claim(tx, wanted, tries);
  }

  /** The number is taken: the claim stays. */
  public Uni<Void> keep(int bucket, Id appointment) {
    return database
        .query(
            """
            update resident_appointment set state = 'KEPT', lease_until = null
            where bucket = $1 and appointment_id = $2 and state = 'CLAIMED'
            """,
            bucket,
            appointment.uuid())
        .replaceWithVoid();
  }

  /** The person's place is free again. */
  public Uni<Void> release(int bucket, Id appointment) {
    return database
        .query(
            """
            update resident_appointment
            set state = 'RELEASED', lease_until = null, day_place = null, department_place = null
            where bucket = $1 and appointment_id = $2 and state <> 'RELEASED'
            """,
            bucket,
            appointment.uuid())
        .replaceWithVoid();
  }

  /** A claim whose lease is over. */
  public record Leftover(int bucket, Id appointment) {}

  /** Claims whose lease is over, the oldest first. */
  public Uni<List<Leftover>> leftovers(int limit) {
    return database
        .query(
            """
            select bucket, appointment_id from resident_appointment
            where state = 'CLAIMED' and lease_until < $1 order by lease_until limit $2
            """,
            OffsetDateTime.now(clock),
            limit)
        .map(
            rows -> {
              List<Leftover> list = new ArrayList<>();
              rows.forEach(
                  row -> list.add(new Leftover(row.getInteger("bucket"), appointment(row))));
              return list;
            });
  }

  /** Appointments of these residents made before {@code before}, newest first. */
  public Uni<List<Id>> of(List<Id> residents, Optional<Id> before, int limit) {
    return database
        .query(
            """
            select appointment_id from resident_appointment
            where resident_id = any($1) and ($2::uuid is null or appointment_id < $2)
            order by appointment_id desc limit $3
            """,
            residents.stream().map(Id::uuid).toArray(UUID[]::new),
            before.map(Id::uuid).orElse(null),
            limit)
        .map(
            rows -> {
              List<Id> list = new ArrayList<>();
              rows.forEach(row -> list.add(appointment(row)));
              return list;
            });
  }

  private static Id appointment(Row row) {
    return new Id(IdType.APPOINTMENT, row.getUUID("appointment_id"));
  }
}
