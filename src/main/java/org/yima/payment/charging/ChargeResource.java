package org.yima.payment.charging;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.platform.Role;

/** Bills charged by what a terminal has resolved. */
@Path("/v1/terminal/charges")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "terminal")
class ChargeResource {
  private final Charges charges;
  private final CurrentCaller caller;

  ChargeResource(Charges charges, CurrentCaller caller) {
    this.charges = charges;
    this.caller = caller;
  }

  @POST
  @Allow(Role.TERMINAL)
  @Operation(
      summary =
          "Charge a bill by a resolved code: a wallet's pays at once, a card's owner confirms")
  @APIResponseSchema(value = ChargeView.class, responseCode = "202")
  public Uni<RestResponse<ChargeView>> charge(
      @HeaderParam("Idempotency-Key") String key, @NotNull @Valid ChargeRequest body) {
    return charges.charge(caller.get(), key, body).map(ChargeResource::accepted);
  }

  @GET
  @Path("/{id}")
  @Allow(Role.TERMINAL)
  @Operation(summary = "Where a charge of this institution is")
  public Uni<ChargeView> get(@PathParam("id") String id) {
    return charges.get(caller.get(), id);
  }

  @POST
  @Path("/{id}/reverse")
  @Allow(Role.TERMINAL)
  @Operation(summary = "Give an unpaid charge up; whatever was paid meanwhile goes back")
  @APIResponseSchema(value = ChargeView.class, responseCode = "202")
  public Uni<RestResponse<ChargeView>> reverse(
      @HeaderParam("Idempotency-Key") String key, @PathParam("id") String id) {
    return charges.reverse(caller.get(), key, id).map(ChargeResource::accepted);
  }

  private static RestResponse<ChargeView> accepted(ChargeView view) {
    return RestResponse.status(RestResponse.Status.ACCEPTED, view);
  }
}
