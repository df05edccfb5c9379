package org.yima.booking.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;
import org.yima.platform.Slice;

/** A resident's appointments. */
@Path("/v1/app/appointments")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "app")
public class AppointmentAppResource {
  private final Holding holding;
  private final ResidentSteps steps;
  private final CurrentCaller caller;

  AppointmentAppResource(Holding holding, ResidentSteps steps, CurrentCaller caller) {
    this.holding = holding;
    this.steps = steps;
    this.caller = caller;
  }

  @POST
  @Allow(Role.RESIDENT)
  @Operation(summary = "Take a number: held until the fee is paid, or at once for confirmation")
  @APIResponseSchema(value = AppointmentAnswer.class, responseCode = "201")
  public Uni<RestResponse<AppointmentAnswer>> hold(
      @HeaderParam("Idempotency-Key") String key, @NotNull @Valid NewAppointment body) {
    mustBe(IdType.RESIDENT, body.residentId(), "/residentId");
    mustBe(IdType.CLINIC_SESSION, body.sessionId(), "/sessionId");
    mustBe(IdType.SEGMENT, body.segmentId(), "/segmentId");
    return holding
        .hold(caller.get(), key, body)
        .map(answer -> RestResponse.status(RestResponse.Status.CREATED, answer));
  }

  private static void mustBe(IdType type, Id id, String pointer) {
    if (id.type() != type) {
      throw PlatformProblem.INPUT_INVALID.problem().at(pointer, "invalid");
    }
  }

  @GET
  @Allow(Role.RESIDENT)
  @Operation(summary = "Appointments of those the caller acts for, newest first")
  public Uni<AppointmentAnswer.Page> list(
      @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
      @QueryParam("cursor") String cursor) {
    return steps.list(caller.get(), Slice.cursor(IdType.APPOINTMENT, cursor), limit);
  }

  @GET
  @Path("/{id}")
  @Allow(Role.RESIDENT)
  @Operation(summary = "One appointment")
  public Uni<AppointmentAnswer> get(@PathParam("id") String id) {
    return steps.get(caller.get(), AppointmentIds.parse(id)).map(AppointmentAnswer::of);
  }

  @POST
  @Path("/{id}/cancel")
  @Allow(Role.RESIDENT)
  @Operation(summary = "Give a number up; what was paid goes back")
  public Uni<AppointmentAnswer> cancel(
      @HeaderParam("Idempotency-Key") String key, @PathParam("id") String id) {
    return steps.cancel(caller.get(), key, AppointmentIds.parse(id));
  }

  @POST
  @Path("/{id}/check-in")
  @Allow(Role.RESIDENT)
  @Operation(summary = "Tell the hospital that the resident is there")
  public Uni<AppointmentAnswer> checkIn(@PathParam("id") String id) {
    return steps.checkIn(caller.get(), AppointmentIds.parse(id));
  }
}
