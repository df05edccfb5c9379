package org.yima.booking.owner;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.SqlTx;
import org.yima.resident.Reassignable;
import org.yima.resident.Reassignment;

/**
 * Moves appointments between residents by the record they arose under. The person's side loses its
 * places on the way: the limits of a day are no reason to refuse what has happened.
 */
@ApplicationScoped
class AppointmentOwnership implements Reassignable {
  private static final String APPOINTMENT = "appointment";
  private static final String PERSON = "resident_appointment";

  private final Database database;
  private final Clock clock;

  AppointmentOwnership(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Set<String> tables() {
    return Set.of(APPOINTMENT, PERSON);
  }

  @Override
  public Uni<Set<Id>> records(Id resident) {
    return database
        .query(
            """
            select record_id from appointment where resident_id = $1
            union select record_id from resident_appointment where resident_id = $1
            """,
            resident.uuid())
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> new Id(IdType.RECORD, row.getUUID("record_id")))
                    .collect(Collectors.toUnmodifiableSet()));
  }

  @Override
  public Uni<Map<String, Long>> preview(Reassignment step) {
    return database
        .query(
            """
            select (select count(*) from appointment
                    where record_id = $1 and resident_id = $2) as appointments,
                   (select count(*) from resident_appointment
                    where record_id = $1 and resident_id = $2) as persons
            """,
            step.recordId().uuid(),
            step.from().uuid())
        .map(rows -> rows.iterator().next())
        .map(row -> Map.of(APPOINTMENT, row.getLong(0), PERSON, row.getLong(1)));
  }

  @Override
  public Uni<Void> apply(SqlTx tx, Reassignment step) {
    return tx.query("select 1 from appointment_owner where step_id = $1 limit 1", step.id().uuid())
        .chain(
            known ->
                known.rowCount() > 0
                    ? Uni.createFrom().voidItem()
                    : apply(tx, step, APPLY_APPOINTMENT)
                        .chain(() -> apply(tx, step, APPLY_PERSON)));
  }

  private static final String APPLY_APPOINTMENT =
      """
      with moved as (
        update appointment set resident_id = $4 where record_id = $2 and resident_id = $3
        returning bucket, id)
      insert into appointment_owner (bucket, appointment_id, part, step_id, direction,
        from_resident, to_resident, why, at)
      select bucket, id, 'APPOINTMENT', $1, 'APPLY', $3, $4, $5, $6 from moved
      """;

  private static final String APPLY_PERSON =
      """
      with moved as (
        update resident_appointment
        set resident_id = $4, day_place = null, department_place = null
        where record_id = $2 and resident_id = $3
        returning bucket, appointment_id)
      insert into appointment_owner (bucket, appointment_id, part, step_id, direction,
        from_resident, to_resident, why, at)
      select bucket, appointment_id, 'PERSON', $1, 'APPLY', $3, $4, $5, $6 from moved
      """;

  private Uni<Void> apply(SqlTx tx, Reassignment step, String sql) {
    return tx.write(
            sql,
            step.id().uuid(),
            step.recordId().uuid(),
            step.from().uuid(),
            step.to().uuid(),
            step.why(),
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> undo(SqlTx tx, Reassignment step) {
    return undo(tx, step, UNDO_APPOINTMENT).chain(() -> undo(tx, step, UNDO_PERSON));
  }

  private static final String UNDO_APPOINTMENT =
      """
      with back as (
        update appointment a set resident_id = o.from_resident
        from appointment_owner o
        where o.step_id = $1 and o.part = 'APPOINTMENT' and o.direction = 'APPLY'
          and a.bucket = o.bucket and a.id = o.appointment_id and a.resident_id = o.to_resident
          and not exists (select 1 from appointment_owner u where u.bucket = o.bucket
            and u.appointment_id = o.appointment_id and u.part = o.part and u.step_id = $1
            and u.direction = 'UNDO')
        returning a.bucket, a.id, o.part, o.from_resident, o.to_resident)
      insert into appointment_owner (bucket, appointment_id, part, step_id, direction,
        from_resident, to_resident, why, at)
      select bucket, id, part, $1, 'UNDO', to_resident, from_resident, $2, $3 from back
      """;

  private static final String UNDO_PERSON =
      """
      with back as (
        update resident_appointment a set resident_id = o.from_resident
        from appointment_owner o
        where o.step_id = $1 and o.part = 'PERSON' and o.direction = 'APPLY'
          and a.bucket = o.bucket and a.appointment_id = o.appointment_id
          and a.resident_id = o.to_resident
          and not exists (select 1 from appointment_owner u where u.bucket = o.bucket
            and u.appointment_id = o.appointment_id and u.part = o.part and u.step_id = $1
            and u.direction = 'UNDO')
        returning a.bucket, a.appointment_id, o.part, o.from_resident, o.to_resident)
      insert into appointment_owner (bucket, appointment_id, part, step_id, direction,
        from_resident, to_resident, why, at)
      select bucket, appointment_id, part, $1, 'UNDO', to_resident, from_resident, $2, $3
      from back
      """;

  private Uni<Void> undo(SqlTx tx, Reassignment step, String sql) {
    return tx.write(sql, step.id().uuid(), step.why(), OffsetDateTime.now(clock)).replaceWithVoid();
  }
}
