package org.yima.booking.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;

/** Where a terminal checks a resident in by the code it has read. */
@Path("/v1/terminal/check-ins")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "terminal")
public class CheckInTerminalResource {
  private final CheckIns checkIns;
  private final CurrentCaller caller;

  CheckInTerminalResource(CheckIns checkIns, CurrentCaller caller) {
    this.checkIns = checkIns;
    this.caller = caller;
  }

  /** What the terminal has resolved. */
  @Schema(name = "NewCheckIn")
  public record NewCheckIn(@NotNull @Size(max = 60) String resolutionId) {}

  @POST
  @Allow(Role.TERMINAL)
  @Operation(summary = "Check in by code for today's first booked appointment here")
  @APIResponseSchema(value = CheckInAnswer.class, responseCode = "201")
  public Uni<RestResponse<CheckInAnswer>> checkIn(@NotNull @Valid NewCheckIn body) {
    Id resolution =
        Id.parse(IdType.RESOLUTION, body.resolutionId())
            .orElseThrow(PlatformProblem.NOT_FOUND::problem);
    return checkIns
        .checkIn(caller.get(), resolution)
        .map(answer -> RestResponse.status(RestResponse.Status.CREATED, answer));
  }
}
