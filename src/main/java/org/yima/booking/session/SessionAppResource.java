package org.yima.booking.session;

import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.yima.access.Allow;
import org.yima.access.AtCounter;
import org.yima.access.AtCounter.Need;
import org.yima.access.Limited;
import org.yima.access.Rate;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;

/** The number sources that residents choose from. */
@Path("/v1/app/sessions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "app")
public class SessionAppResource {
  /** How far ahead is searched when no date is named. */
  private static final int DAYS_AHEAD = 90;

  private final SessionStore store;
  private final Clock clock;

  SessionAppResource(SessionStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @GET
  @Limited(Rate.SEARCH)
  @Allow(Role.RESIDENT)
  @AtCounter(value = Need.PERSON, because = "the catalogue is everybody's")
  @Operation(summary = "Sessions of a department or doctor, with what remains of each segment")
  public Uni<SessionAnswer.Page> search(
      @QueryParam("departmentId") String departmentId,
      @QueryParam("doctorId") String doctorId,
      @QueryParam("date") String date,
      @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
      @QueryParam("cursor") String cursor) {
    Optional<Id> department = id(IdType.DEPARTMENT, departmentId, "?departmentId");
    Optional<Id> doctor = id(IdType.DOCTOR, doctorId, "?doctorId");
    int bucket =
        department
            .or(() -> doctor)
            .map(Id::bucket)
            .orElseThrow(
                () -> PlatformProblem.INPUT_INVALID.problem().at("?departmentId", "required"));
    Optional<LocalDate> day = text(date).map(it -> date(it, "?date"));
    LocalDate today = LocalDate.now(clock);
    return store
        .search(
            new SessionStore.Search(
                bucket,
                department,
                doctor,
                day.orElse(today),
                day.orElse(today.plusDays(DAYS_AHEAD)),
                text(cursor).map(SessionAppResource::place),
                limit + 1))
        .map(list -> page(list, limit));
  }

  private SessionAnswer.Page page(List<SessionAnswer> longer, int limit) {
    List<SessionAnswer> items = longer.subList(0, Math.min(limit, longer.size()));
    Optional<String> next =
        longer.size() > limit
            ? Optional.of(items.get(limit - 1)).map(it -> it.date() + "." + it.id())
            : Optional.empty();
    return new SessionAnswer.Page(items, next, OffsetDateTime.now(clock));
  }

  private static SessionStore.Place place(String cursor) {
    int dot = cursor.indexOf('.');
    Id id =
        Id.parse(IdType.CLINIC_SESSION, cursor.substring(dot + 1))
            .orElseThrow(() -> PlatformProblem.INPUT_INVALID.problem().at("?cursor", "invalid"));
    return new SessionStore.Place(
        date(cursor.substring(0, Math.max(dot, 0)), "?cursor"), id.uuid());
  }

  private static Optional<String> text(String parameter) {
    return Optional.ofNullable(parameter).filter(text -> !text.isEmpty());
  }

  private static Optional<Id> id(IdType type, String parameter, String pointer) {
    return text(parameter)
        .map(
            it ->
                Id.parse(type, it)
                    .orElseThrow(
                        () -> PlatformProblem.INPUT_INVALID.problem().at(pointer, "invalid")));
  }

  private static LocalDate date(String text, String pointer) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException notADate) {
      throw PlatformProblem.INPUT_INVALID.problem().at(pointer, "invalid");
    }
  }
}
