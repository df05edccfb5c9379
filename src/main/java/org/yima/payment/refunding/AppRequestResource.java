package org.yima.payment.refunding;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.platform.Role;

/** Residents ask for refunds; hospitals make them. */
@Path("/v1/app/payments/{id}/refund-requests")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "app")
class AppRequestResource {
  private final Requests requests;
  private final CurrentCaller caller;

  AppRequestResource(Requests requests, CurrentCaller caller) {
    this.requests = requests;
    this.caller = caller;
  }

  /**
   * The lines that the resident wants back.
   *
   * @param reason in the resident's own words, for the hospital alone
   */
  @Schema(name = "ResidentRefundRequestBody")
  record Body(
      @NotNull @Size(min = 1, max = 200) List<@NotNull @Valid Line> lines,
      @NotNull @Size(min = 1, max = 500) String reason) {
    @Override
    public String toString() {
      return "Body[..]";
    }
  }

  @Schema(name = "ResidentRefundRequestBodyLine")
  record Line(@NotNull @Min(1) @Max(100_000) Integer lineNo) {}

  /** All of them, newest first. */
  @Schema(name = "ResidentRefundRequestList")
  record RequestList(@JsonProperty(required = true) List<RequestView> items) {}

  @POST
  @Allow(Role.RESIDENT)
  @Operation(summary = "Ask the hospital for a refund; nothing moves before it releases the lines")
  @APIResponseSchema(value = RequestView.class, responseCode = "201")
  public Uni<RestResponse<RequestView>> ask(
      @HeaderParam("Idempotency-Key") String key,
      @PathParam("id") String id,
      @NotNull @Valid Body body) {
    Requests.Asked asked =
        new Requests.Asked(id, body.lines().stream().map(Line::lineNo).toList(), body.reason());
    return requests
        .ask(caller.get(), key, asked)
        .map(view -> RestResponse.status(RestResponse.Status.CREATED, view));
  }

  @GET
  @Allow(Role.RESIDENT)
  @Operation(summary = "What was asked back of a payment, newest first, and what became of it")
  public Uni<RequestList> list(@PathParam("id") String id) {
    return requests.ofPayment(caller.get(), id).map(RequestList::new);
  }
}
