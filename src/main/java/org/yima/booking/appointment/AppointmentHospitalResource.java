package org.yima.booking.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.platform.Role;

/** Where a hospital's system follows its appointments and answers them. */
@Path("/v1/hospital/appointments")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "hospital")
public class AppointmentHospitalResource {
  private final HospitalSteps steps;
  private final HospitalFeed feed;
  private final CurrentCaller caller;

  AppointmentHospitalResource(HospitalSteps steps, HospitalFeed feed, CurrentCaller caller) {
    this.steps = steps;
    this.feed = feed;
    this.caller = caller;
  }

  @GET
  @Allow(Role.HOSPITAL)
  @Operation(summary = "Appointment feed: every step, oldest first, nothing skipped")
  public Uni<FeedAnswer.Page> feed(
      @QueryParam("after") String after,
      @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
    return feed.read(caller.get().ownInstitution(), after, limit);
  }

  @POST
  @Path("/{id}/confirm")
  @Allow(Role.HOSPITAL)
  @Operation(summary = "Say yes: the appointment is booked")
  public Uni<AppointmentAnswer> confirm(
      @HeaderParam("Idempotency-Key") String key, @PathParam("id") String id) {
    return make(key, id, Step.CONFIRM);
  }

  @POST
  @Path("/{id}/reject")
  @Allow(Role.HOSPITAL)
  @Operation(summary = "Say no: the appointment is cancelled and its fee goes back")
  public Uni<AppointmentAnswer> reject(
      @HeaderParam("Idempotency-Key") String key, @PathParam("id") String id) {
    return make(key, id, Step.REJECT);
  }

  @POST
  @Path("/{id}/arrive")
  @Allow(Role.HOSPITAL)
  @Operation(summary = "The resident is there")
  public Uni<AppointmentAnswer> arrive(
      @HeaderParam("Idempotency-Key") String key, @PathParam("id") String id) {
    return make(key, id, Step.ARRIVE);
  }

  @POST
  @Path("/{id}/complete")
  @Allow(Role.HOSPITAL)
  @Operation(summary = "The visit is over")
  public Uni<AppointmentAnswer> complete(
      @HeaderParam("Idempotency-Key") String key, @PathParam("id") String id) {
    return make(key, id, Step.COMPLETE);
  }

  @POST
  @Path("/{id}/no-show")
  @Allow(Role.HOSPITAL)
  @Operation(summary = "The resident did not come")
  public Uni<AppointmentAnswer> noShow(
      @HeaderParam("Idempotency-Key") String key, @PathParam("id") String id) {
    return make(key, id, Step.MISS);
  }

  private Uni<AppointmentAnswer> make(String key, String id, Step step) {
    return steps.make(caller.get(), key, AppointmentIds.parse(id), step);
  }
}
