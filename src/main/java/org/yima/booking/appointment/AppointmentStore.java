package org.yima.booking.appointment;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.yima.booking.Appointment;
import org.yima.booking.AppointmentStatus;
import org.yima.platform.Database;
import org.yima.platform.Fen;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.SqlTx;

/** Reads appointments and writes their status. */
@ApplicationScoped
public class AppointmentStore {
  private static final String SELECT =
      """
      select a.id, a.institution_id, a.session_id, s.code as session_code, a.segment_id,
             g.code as segment_code, s.department_id, s.doctor_id, s.visit_date, g.starts_at,
             g.ends_at, s.cancel_until, a.resident_id, a.record_id, a.claim_bucket, a.status,
             a.fee, a.bill_id, a.paid, a.fee_refunded, a.hold_expires_at, a.created_at, a.changed_at
      from appointment a
        join clinic_session s on s.bucket = a.bucket and s.id = a.session_id
        join segment g on g.bucket = a.bucket and g.id = a.segment_id
      """;

  private final Database database;
  private final Clock clock;

  AppointmentStore(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  public Uni<Optional<Appointment>> find(Id id) {
    return database
        .query(SELECT + "where a.bucket = $1 and a.id = $2", id.bucket(), id.uuid())
        .map(this::one);
  }

  /** The appointment, locked until the transaction ends. */
  Uni<Optional<Appointment>> lock(SqlTx tx, Id id) {
    return tx.query(
            SELECT + "where a.bucket = $1 and a.id = $2 for no key update of a",
            id.bucket(),
            id.uuid())
        .map(this::one);
  }

  /** The appointment, locked, when its present state has run out. */
  Uni<Optional<Appointment>> lockOverdue(SqlTx tx, Id id, OffsetDateTime now) {
    return tx.query(
            SELECT + "where a.bucket = $1 and a.id = $2 and a.due_at <= $3 for no key update of a",
            id.bucket(),
            id.uuid(),
            now)
        .map(this::one);
  }

  /** Those of the given ones that exist, newest first. */
  Uni<List<Appointment>> all(List<Id> ids) {
    return database
        .query(
            SELECT
                + """
                join unnest($1::int[], $2::uuid[]) as wanted(bucket, id)
                  on wanted.bucket = a.bucket and wanted.id = a.id
                order by a.id desc
                """,
            ids.stream().map(Id::bucket).toArray(Integer[]::new),
            ids.stream().map(Id::uuid).toArray(UUID[]::new))
        .map(this::list);
  }

  /** Appointments of a stopped session that have not ended, a batch at a time. */
  Uni<List<Id>> living(Id session, int limit) {
    return database
        .query(
            """
            select id from appointment where bucket = $1 and session_id = $2
              and status in ('HELD', 'AWAITING_CONFIRMATION', 'BOOKED', 'CHECKED_IN')
            order by id limit $3
            """,
            session.bucket(),
            session.uuid(),
            limit)
        .map(AppointmentStore::ids);
  }

  /** Appointments whose present state has run out, the longest overdue first. */
  Uni<List<Id>> overdue(OffsetDateTime now, int limit) {
    return database
        .query("select id from appointment where due_at <= $1 order by due_at limit $2", now, limit)
        .map(AppointmentStore::ids);
  }

  /** A resident's booked and checked-in appointments of a day at a hospital, by their times. */
  Uni<List<Appointment>> today(Id institution, Id resident, LocalDate day) {
    return database
        .query(
            SELECT
                + """
                where a.bucket = $1 and a.institution_id = $2 and a.resident_id = $3
                  and s.visit_date = $4 and a.status in ('BOOKED', 'CHECKED_IN')
                order by g.starts_at, a.id
                """,
            institution.bucket(),
            institution.uuid(),
            resident.uuid(),
            day)
        .map(this::list);
  }

  /** How many of the same session checked in before this one and are not through. */
  Uni<Long> ahead(Appointment of) {
    return database
        .query(
            """
            select count(*) as ahead from appointment
            where bucket = $1 and session_id = $2 and status = 'CHECKED_IN'
              and (changed_at, id) < ($3, $4)
            """,
            of.sessionId().bucket(),
            of.sessionId().uuid(),
            of.changedAt(),
            of.id().uuid())
        .map(rows -> rows.iterator().next().getLong("ahead"));
  }

  /** Looks at what is overdue later, unless it has moved on meanwhile. */
  Uni<Void> postpone(Id id, OffsetDateTime now, OffsetDateTime until) {
    return database
        .query(
            "update appointment set due_at = $4 where bucket = $1 and id = $2 and due_at <= $3",
            id.bucket(),
            id.uuid(),
            now,
            until)
        .replaceWithVoid();
  }

  /** Puts off when a hold runs out. */
  Uni<Void> putOff(Id id, OffsetDateTime until) {
    return database
        .query(
            """
            update appointment set due_at = $3 where bucket = $1 and id = $2 and status = 'HELD'
            """,
            id.bucket(),
            id.uuid(),
            until)
        .replaceWithVoid();
  }

  Uni<Void> status(
      SqlTx tx, Id id, AppointmentStatus to, Optional<OffsetDateTime> due, OffsetDateTime now) {
    return tx.query(
            """
            update appointment set status = $3, due_at = $4, changed_at = $5
            where bucket = $1 and id = $2
            """,
            id.bucket(),
            id.uuid(),
            to.name(),
            due.orElse(null),
            now)
        .replaceWithVoid();
  }

  Uni<Void> feeRefunded(SqlTx tx, Id id, Fen back) {
    return tx.write(
            "update appointment set fee_refunded = $3 where bucket = $1 and id = $2",
            id.bucket(),
            id.uuid(),
            back.value())
        .replaceWithVoid();
  }

  Uni<Void> paid(SqlTx tx, Id id) {
    return tx.write(
            "update appointment set paid = true where bucket = $1 and id = $2",
            id.bucket(),
            id.uuid())
        .replaceWithVoid();
  }

  private static List<Id> ids(RowSet<Row> rows) {
    List<Id> ids = new ArrayList<>();
    rows.forEach(row -> ids.add(new Id(IdType.APPOINTMENT, row.getUUID("id"))));
    return ids;
  }

  private Optional<Appointment> one(RowSet<Row> rows) {
    return list(rows).stream().findFirst();
  }

  private List<Appointment> list(RowSet<Row> rows) {
    List<Appointment> list = new ArrayList<>();
    rows.forEach(row -> list.add(read(row)));
    return list;
  }

  private Appointment read(Row row) {
    return new Appointment(
        new Id(IdType.APPOINTMENT, row.getUUID("id")),
        new Id(IdType.INSTITUTION, row.getUUID("institution_id")),
        new Id(IdType.CLINIC_SESSION, row.getUUID("session_id")),
        row.getString("session_code"),
        new Id(IdType.SEGMENT, row.getUUID("segment_id")),
        row.getString("segment_code"),
        new Id(IdType.DEPARTMENT, row.getUUID("department_id")),
        new Id(IdType.DOCTOR, row.getUUID("doctor_id")),
        row.getLocalDate("visit_date"),
        at(row, "starts_at"),
        at(row, "ends_at"),
        at(row, "cancel_until"),
        new Id(IdType.RESIDENT, row.getUUID("resident_id")),
        new Id(IdType.RECORD, row.getUUID("record_id")),
        row.getInteger("claim_bucket"),
        AppointmentStatus.valueOf(row.getString("status")),
        Fen.of(row.getLong("fee")),
        Optional.ofNullable(row.getUUID("bill_id")).map(id -> new Id(IdType.BILL, id)),
        row.getBoolean("paid"),
        Fen.of(row.getLong("fee_refunded")),
        Optional.ofNullable(row.getOffsetDateTime("hold_expires_at")).map(this::local),
        at(row, "created_at"),
        at(row, "changed_at"));
  }

  private OffsetDateTime at(Row row, String column) {
    return local(row.getOffsetDateTime(column));
  }

  /** The database answers in UTC; people read the business zone. */
  private OffsetDateTime local(OffsetDateTime time) {
    return time.atZoneSameInstant(clock.getZone()).toOffsetDateTime();
  }
}
