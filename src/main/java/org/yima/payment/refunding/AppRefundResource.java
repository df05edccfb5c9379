package org.yima.payment.refunding;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.card.NotYetAuthorised;
import org.yima.payment.planning.PlanPending;
import org.yima.payment.planning.PlanRequest;
import org.yima.payment.refund.RefundStore;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Page;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;
import org.yima.resident.Resident;
import org.yima.resident.Residents;

/** Refunds of those whom the caller may act for. */
@Path("/v1/app/refunds")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "app")
class AppRefundResource {
  private final ResidentRefunds refunds;
  private final RefundStore store;
  private final RefundViews views;
  private final Residents residents;
  private final CurrentCaller caller;
  private final Clock clock;

  AppRefundResource(
      ResidentRefunds refunds,
      RefundStore store,
      RefundViews views,
      Residents residents,
      CurrentCaller caller,
      Clock clock) {
    this.refunds = refunds;
    this.store = store;
    this.views = views;
    this.residents = residents;
    this.caller = caller;
    this.clock = clock;
  }

  /** A page of refunds; {@code next} is absent on the last. */
  @Schema(name = "RefundList")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RefundList(@JsonProperty(required = true) List<RefundView> items, String next) {}

  /** The new authorisation, which a refund of an insured part needs first. */
  @Schema(name = "RefundAuthorisation")
  record Authorise(
      @Valid PlanRequest.Authorisation insuranceAuthorisation,
      @Valid PlanRequest.Location location) {}

  /** The plan whose shares the resident has seen. */
  @Schema(name = "RefundConfirmation")
  record Confirm(@NotNull @Size(max = 60) String planId) {}

  @GET
  @Allow(Role.RESIDENT)
  @Operation(summary = "Refunds of the caller's residents, newest first")
  public Uni<RefundList> list(
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) int limit,
      @QueryParam("cursor") String cursor) {
    return residents
        .actable(caller.get())
        .map(list -> list.stream().map(Resident::id).map(Id::uuid).toList())
        .chain(ids -> store.ofResidents(ids, Page.before(cursor, clock), limit + 1))
        .map(found -> Page.of(found, limit, RefundStore.Refund::place))
        .chain(
            page ->
                Multi.createFrom()
                    .iterable(page.items())
                    .onItem()
                    .transformToUniAndConcatenate(views::of)
                    .collect()
                    .asList()
                    .map(items -> new RefundList(items, page.next())));
  }

  @GET
  @Path("/{id}")
  @Allow(Role.RESIDENT)
  @Operation(summary = "A refund, with the new shares once they are known")
  public Uni<RefundView> get(@PathParam("id") String id) {
    return refunds.visible(caller.get(), id(id)).chain(of -> views.of(of.refund()));
  }

  @POST
  @Path("/{id}/authorise")
  @Allow(Role.RESIDENT)
  @Operation(
      summary =
          "Authorise the new settlement; its shares are shown before any reversal; 202 while the"
              + " resident has yet to say yes in the wallet")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = RefundView.class)))
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = PlanPending.class)))
  public Uni<RestResponse<Object>> authorise(
      @PathParam("id") String id, @NotNull @Valid Authorise body) {
    return refunds
        .authorise(caller.get(), id(id), body.insuranceAuthorisation(), body.location())
        .chain(done -> views.of(id(id)))
        .<RestResponse<Object>>map(RestResponse::ok)
        .onFailure(NotYetAuthorised.class)
        .recoverWithItem(PlanPending::at);
  }

  @POST
  @Path("/{id}/confirm")
  @Allow(Role.RESIDENT)
  @Operation(
      summary = "Say yes to the new shares: the old settlement is reversed, the new one made")
  @APIResponseSchema(value = RefundView.class, responseCode = "202")
  public Uni<RestResponse<RefundView>> confirm(
      @HeaderParam("Idempotency-Key") String key,
      @PathParam("id") String id,
      @NotNull @Valid Confirm body) {
    Id plan = Id.parse(IdType.PLAN, body.planId()).orElseThrow(PlatformProblem.NOT_FOUND::problem);
    return refunds
        .confirm(caller.get(), key, id(id), plan)
        .map(view -> RestResponse.status(RestResponse.Status.ACCEPTED, view));
  }

  private static Id id(String text) {
    return Id.parse(IdType.REFUND, text).orElseThrow(PlatformProblem.NOT_FOUND::problem);
  }
}
