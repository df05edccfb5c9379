package org.yima.resident.counter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.yima.access.Allow;
import org.yima.access.CardRead;
import org.yima.access.CurrentCaller;
import org.yima.access.Limited;
import org.yima.access.Presence;
import org.yima.access.Rate;
import org.yima.platform.Id;
import org.yima.platform.Role;

/** Staff show that a person stands before them. */
@Path("/v1/staff/presences")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "staff")
class PresenceResource {
  private final Arrivals arrivals;
  private final CurrentCaller caller;
  private final Clock clock;

  PresenceResource(Arrivals arrivals, CurrentCaller caller, Clock clock) {
    this.arrivals = arrivals;
    this.caller = caller;
    this.clock = clock;
  }

  /** What the ID reader at this counter has read just now. */
  @Schema(name = "NewPresence")
  record NewPresence(@NotNull @Valid CardRead cardRead) {}

  /**
   * A presence.
   *
   * @param residentId absent when the person is no resident yet
   */
  @Schema(name = "Presence")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PresenceView(
      @JsonProperty(required = true) Id id,
      Id residentId,
      @JsonProperty(required = true) OffsetDateTime expiresAt) {}

  @POST
  @Limited(Rate.IDENTIFY)
  @Allow(Role.HOSPITAL_STAFF)
  @Operation(
      summary = "Show that a person stands at this counter",
      description =
          "For ten minutes this member of staff may then call the operations of /v1/app for this one"
              + " resident, with the headers Yima-Presence (this id) and Yima-For (the resident)."
              + " Somebody who is no resident yet is made one by POST /v1/app/residents with"
              + " Yima-Presence alone.")
  @APIResponseSchema(value = PresenceView.class, responseCode = "201")
  public Uni<RestResponse<PresenceView>> open(@NotNull @Valid NewPresence body) {
    return arrivals
        .arrived(caller.get(), body.cardRead())
        .map(presence -> RestResponse.status(RestResponse.Status.CREATED, view(presence)));
  }

  private PresenceView view(Presence presence) {
    return new PresenceView(
        presence.id(),
        presence.present().orElse(null),
        presence.expiresAt().atZone(clock.getZone()).toOffsetDateTime());
  }
}
