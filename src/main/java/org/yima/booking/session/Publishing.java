package org.yima.booking.session;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yima.booking.BookingEvents;
import org.yima.booking.BookingProblem;
import org.yima.institution.Catalogue;
import org.yima.institution.Department;
import org.yima.institution.Doctor;
import org.yima.institution.InstitutionProblem;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Event;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Problem;
import org.yima.platform.SqlTx;

/** Publishes, changes and stops sessions. Each is known by its hospital's own code. */
@ApplicationScoped
class Publishing {
  private static final String CODE_TAKEN = "clinic_session_code";

  private final Database database;
  private final Catalogue catalogue;
  private final SessionStore store;
  private final Ids ids;
  private final Clock clock;

  Publishing(Database database, Catalogue catalogue, SessionStore store, Ids ids, Clock clock) {
    this.database = database;
    this.catalogue = catalogue;
    this.store = store;
    this.ids = ids;
    this.clock = clock;
  }

  private record Wanted(
      Id hospital, String code, Department department, Doctor doctor, SessionPlan plan) {}

  /** Makes the session what the body says, under its code; putting it again changes nothing. */
  Uni<SessionAnswer> put(Id hospital, String code, SessionBody body) {
    SessionPlan plan = SessionPlan.of(body, OffsetDateTime.now(clock), clock.getZone());
    return catalogue
        .department(hospital, body.departmentCode())
        .map(found -> found.orElseThrow(() -> unknown("/departmentCode")))
        .chain(
            department ->
                catalogue
                    .doctor(hospital, body.doctorCode())
                    .map(found -> found.orElseThrow(() -> unknown("/doctorCode")))
                    .map(doctor -> new Wanted(hospital, code, department, doctor, plan)))
        .chain(this::put)
        .chain(store::find)
        .map(Optional::orElseThrow);
  }

  /** Two that publish a code for the first time at once: the second finds what the first made. */
  private Uni<Id> put(Wanted wanted) {
    return database
        .tx(tx -> put(tx, wanted))
        .onFailure(it -> Database.constraint(it).filter(CODE_TAKEN::equals).isPresent())
        .retry()
        .atMost(1);
  }

  private static Problem unknown(String pointer) {
    return InstitutionProblem.UNKNOWN_CODE.problem().at(pointer, "unknown-code");
  }

  private Uni<Id> put(SqlTx tx, Wanted wanted) {
    return lock(tx, wanted.hospital, wanted.code)
        .chain(
            rows ->
                rows.rowCount() == 0
                    ? insert(tx, wanted)
                    : change(tx, rows.iterator().next(), wanted))
        .call(id -> putSlots(tx, id, wanted.plan));
  }

  private static Uni<RowSet<Row>> lock(SqlTx tx, Id hospital, String code) {
    return tx.query(
        """
        select id, visit_date, status from clinic_session
        where bucket = $1 and institution_id = $2 and code = $3 for no key update
        """,
        hospital.bucket(),
        hospital.uuid(),
        code);
  }

  private Uni<Id> insert(SqlTx tx, Wanted wanted) {
    Id id = ids.beside(IdType.CLINIC_SESSION, wanted.hospital);
    return tx.write(
            """
            insert into clinic_session (bucket, id, institution_id, code, department_id, doctor_id,
              visit_date, fee, release_at, cancel_until, status, created_at, changed_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'OPEN', $11, $11)
            """,
            id.bucket(),
            id.uuid(),
            wanted.hospital.uuid(),
            wanted.code,
            wanted.department.id().uuid(),
            wanted.doctor.id().uuid(),
            wanted.plan.date(),
            wanted.plan.fee().value(),
            wanted.plan.releaseAt(),
            wanted.plan.cancelUntil(),
            OffsetDateTime.now(clock))
        .replaceWith(id);
  }

  private Uni<Id> change(SqlTx tx, Row session, Wanted wanted) {
    if (SessionStatus.valueOf(session.getString("status")) == SessionStatus.STOPPED) {
      return Uni.createFrom().failure(BookingProblem.SESSION_STOPPED.problem());
    }
    Id id = new Id(IdType.CLINIC_SESSION, session.getUUID("id"));
    return segments(tx, id)
        .invoke(
            existing ->
                mustFit(
                    SessionChange.conflicts(
                        session.getLocalDate("visit_date"), existing, wanted.plan)))
        .chain(() -> update(tx, id, wanted))
        .replaceWith(id);
  }

  private static void mustFit(List<Problem.FieldError> conflicts) {
    if (!conflicts.isEmpty()) {
      throw BookingProblem.SESSION_IN_USE.problem().with(conflicts);
    }
  }

  /** The segments, locked: no number is taken from them until the change is made. */
  private static Uni<List<SessionChange.Existing>> segments(SqlTx tx, Id session) {
    return tx.query(
            """
            select code, starts_at, ends_at, taken from segment
            where bucket = $1 and session_id = $2 order by id for no key update
            """,
            session.bucket(),
            session.uuid())
        .map(
            rows -> {
              List<SessionChange.Existing> list = new ArrayList<>();
              rows.forEach(
                  row ->
                      list.add(
                          new SessionChange.Existing(
                              row.getString("code"),
                              row.getOffsetDateTime("starts_at"),
                              row.getOffsetDateTime("ends_at"),
                              row.getInteger("taken"))));
              return list;
            });
  }

  private Uni<Integer> update(SqlTx tx, Id id, Wanted wanted) {
    return tx.write(
        """
        update clinic_session set department_id = $3, doctor_id = $4, visit_date = $5, fee = $6,
          release_at = $7, cancel_until = $8, changed_at = $9
        where bucket = $1 and id = $2
        """,
        id.bucket(),
        id.uuid(),
        wanted.department.id().uuid(),
        wanted.doctor.id().uuid(),
        wanted.plan.date(),
        wanted.plan.fee().value(),
        wanted.plan.releaseAt(),
        wanted.plan.cancelUntil(),
        OffsetDateTime.now(clock));
  }

  /** Segments that are wanted no more stay for their appointments' history, closed and empty. */
  private Uni<Void> putSlots(SqlTx tx, Id session, SessionPlan plan) {
    String[] codes = plan.slots().stream().map(SessionPlan.Slot::code).toArray(String[]::new);
    return tx.batch(PUT_SLOT, plan.slots().stream().map(slot -> row(session, slot)).toList())
        .chain(
            () ->
                tx.write(
                    """
                    update segment set closed = true, capacity = taken
                    where bucket = $1 and session_id = $2 and code <> all($3)
                    """,
                    session.bucket(),
                    session.uuid(),
                    codes))
        .replaceWithVoid();
  }

  private static final String PUT_SLOT =
      """
      insert into segment (bucket, id, session_id, code, starts_at, ends_at, pool, capacity, taken,
        closed)
      values ($1, $2, $3, $4, $5, $6, $7, $8, 0, false)
      on conflict on constraint segment_code do update
        set starts_at = excluded.starts_at, ends_at = excluded.ends_at, pool = excluded.pool,
            capacity = excluded.capacity, closed = false
      """;

  private Object[] row(Id session, SessionPlan.Slot slot) {
    Id id = ids.beside(IdType.SEGMENT, session);
    return new Object[] {
      id.bucket(),
      id.uuid(),
      session.uuid(),
      slot.code(),
      slot.from(),
      slot.to(),
      slot.pool(),
      slot.capacity()
    };
  }

  /**
   * Stops a session: from its commit on no number is taken. Its appointments follow by the event.
   */
  Uni<SessionAnswer> stop(Caller by, String code) {
    Id hospital = by.ownInstitution();
    return database
        .tx(
            tx ->
                lock(tx, hospital, code)
                    .map(
                        rows -> {
                          if (rows.rowCount() == 0) {
                            throw PlatformProblem.NOT_FOUND.problem();
                          }
                          return rows.iterator().next();
                        })
                    .chain(row -> stop(tx, by, row)))
        .chain(store::find)
        .map(Optional::orElseThrow);
  }

  private Uni<Id> stop(SqlTx tx, Caller by, Row session) {
    Id id = new Id(IdType.CLINIC_SESSION, session.getUUID("id"));
    if (SessionStatus.valueOf(session.getString("status")) == SessionStatus.STOPPED) {
      return Uni.createFrom().item(id);
    }
    return tx.write(
            """
            update clinic_session set status = 'STOPPED', changed_at = $3
            where bucket = $1 and id = $2
            """,
            id.bucket(),
            id.uuid(),
            OffsetDateTime.now(clock))
        .chain(
            () ->
                tx.write(
                    "update segment set closed = true where bucket = $1 and session_id = $2",
                    id.bucket(),
                    id.uuid()))
        .chain(
            () ->
                tx.emit(
                    Event.of(
                        BookingEvents.SESSION_STOPPED,
                        id,
                        new JsonObject().put("id", id.toString()))))
        .chain(() -> tx.audit(AuditEntry.of(by, "session.stopped", id)))
        .replaceWith(id);
  }
}
