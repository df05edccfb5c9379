package org.yima.booking.session;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.yima.platform.Database;
import org.yima.platform.Fen;
import org.yima.platform.Id;
import org.yima.platform.IdType;

/** Reads sessions and their segments. */
@ApplicationScoped
class SessionStore {
  private static final String SESSION =
      """
      select id, institution_id, code, department_id, doctor_id, visit_date, fee, release_at,
             cancel_until, status
      from clinic_session
      """;

  private final Database database;
  private final Clock clock;

  SessionStore(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** What residents ask for. A department's or doctor's id tells the bucket. */
  record Search(
      int bucket,
      Optional<Id> department,
      Optional<Id> doctor,
      LocalDate from,
      LocalDate to,
      Optional<Place> after,
      int limit) {}

  /** A place in a list by date. */
  record Place(LocalDate date, UUID id) {}

  Uni<List<SessionAnswer>> search(Search search) {
    return database
        .query(
            SESSION
                + """
                where bucket = $1 and ($2::uuid is null or department_id = $2)
                  and ($3::uuid is null or doctor_id = $3) and visit_date between $4 and $5
                  and ($6::date is null or (visit_date, id) > ($6, $7::uuid))
                order by visit_date, id limit $8
                """,
            search.bucket(),
            search.department().map(Id::uuid).orElse(null),
            search.doctor().map(Id::uuid).orElse(null),
            search.from(),
            search.to(),
            search.after().map(Place::date).orElse(null),
            search.after().map(Place::id).orElse(null),
            search.limit())
        .chain(this::withSegments);
  }

  Uni<Optional<SessionAnswer>> find(Id id) {
    return database
        .query(SESSION + "where bucket = $1 and id = $2", id.bucket(), id.uuid())
        .chain(this::withSegments)
        .map(list -> list.stream().findFirst());
  }

  Uni<Optional<SessionAnswer>> find(Id institution, String code) {
    return database
        .query(
            SESSION + "where bucket = $1 and institution_id = $2 and code = $3",
            institution.bucket(),
            institution.uuid(),
            code)
        .chain(this::withSegments)
        .map(list -> list.stream().findFirst());
  }

  /** The sessions all lie in one bucket. */
  private Uni<List<SessionAnswer>> withSegments(RowSet<Row> sessions) {
    List<Row> rows = new ArrayList<>();
    sessions.forEach(rows::add);
    if (rows.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    UUID[] ids = rows.stream().map(row -> row.getUUID("id")).toArray(UUID[]::new);
    return database
        .query(
            """
            select id, session_id, code, starts_at, ends_at, pool, capacity,
                   case when closed then 0 else capacity - taken end as remaining
            from segment where bucket = $1 and session_id = any($2) order by starts_at, code
            """,
            new Id(IdType.CLINIC_SESSION, ids[0]).bucket(),
            ids)
        .map(segments -> joined(rows, segments));
  }

  private List<SessionAnswer> joined(List<Row> sessions, RowSet<Row> segments) {
    Map<UUID, List<SessionAnswer.Segment>> bySession = new HashMap<>();
    segments.forEach(
        row ->
            bySession
                .computeIfAbsent(row.getUUID("session_id"), id -> new ArrayList<>())
                .add(segment(row)));
    OffsetDateTime asOf = OffsetDateTime.now(clock);
    return sessions.stream()
        .map(row -> session(row, bySession.getOrDefault(row.getUUID("id"), List.of()), asOf))
        .toList();
  }

  private SessionAnswer.Segment segment(Row row) {
    return new SessionAnswer.Segment(
        new Id(IdType.SEGMENT, row.getUUID("id")),
        row.getString("code"),
        at(row, "starts_at"),
        at(row, "ends_at"),
        row.getString("pool"),
        row.getInteger("capacity"),
        row.getInteger("remaining"));
  }

  private SessionAnswer session(
      Row row, List<SessionAnswer.Segment> segments, OffsetDateTime asOf) {
    return new SessionAnswer(
        new Id(IdType.CLINIC_SESSION, row.getUUID("id")),
        row.getString("code"),
        new Id(IdType.INSTITUTION, row.getUUID("institution_id")),
        new Id(IdType.DEPARTMENT, row.getUUID("department_id")),
        new Id(IdType.DOCTOR, row.getUUID("doctor_id")),
        row.getLocalDate("visit_date"),
        Fen.of(row.getLong("fee")),
        at(row, "release_at"),
        at(row, "cancel_until"),
        SessionStatus.valueOf(row.getString("status")),
        segments,
        asOf);
  }

  private OffsetDateTime at(Row row, String column) {
    return row.getOffsetDateTime(column).atZoneSameInstant(clock.getZone()).toOffsetDateTime();
  }
}
