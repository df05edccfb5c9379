package org.yima.payment.running;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.payment.leg.PaymentStatus;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Page;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;

/** Payments of the caller, and of those the caller may act for. */
@Path("/v1/app/payments")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "app")
class PaymentResource {
  private final Payments payments;
  private final CurrentCaller caller;
  private final Clock clock;

  PaymentResource(Payments payments, CurrentCaller caller, Clock clock) {
    this.payments = payments;
    this.caller = caller;
    this.clock = clock;
  }

  /** The plan that the payer confirms. */
  @Schema(name = "PaymentRequest")
  record Confirmation(@NotNull @Size(max = 60) String planId) {}

  /** A page of payments; {@code next} is absent on the last. */
  @Schema(name = "PaymentList")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PaymentList(@JsonProperty(required = true) List<PaymentView> items, String next) {}

  @POST
  @Allow(Role.RESIDENT)
  @Operation(summary = "Confirm a plan: all of it is paid, or all of it comes back")
  @APIResponseSchema(value = PaymentView.class, responseCode = "202")
  public Uni<RestResponse<PaymentView>> start(
      @HeaderParam("Idempotency-Key") String key, @NotNull @Valid Confirmation body) {
    Id plan = Id.parse(IdType.PLAN, body.planId()).orElseThrow(PlatformProblem.NOT_FOUND::problem);
    return payments.start(caller.get(), key, plan).map(PaymentResource::accepted);
  }

  @GET
  @Allow(Role.RESIDENT)
  @Operation(summary = "The caller's payments, newest first")
  public Uni<PaymentList> list(
      @QueryParam("status") PaymentStatus status,
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) int limit,
      @QueryParam("cursor") String cursor) {
    return payments
        .ofPayer(caller.get(), Optional.ofNullable(status), Page.before(cursor, clock), limit + 1)
        .map(
            rows -> {
              Page<PaymentRow> page = Page.of(rows, limit, PaymentRow::place);
              return new PaymentList(
                  page.items().stream().map(PaymentView::of).toList(), page.next());
            });
  }

  @GET
  @Path("/{id}")
  @Allow(Role.RESIDENT)
  @Operation(summary = "A payment with its legs and what its payer has to do next")
  public Uni<PaymentView> get(@PathParam("id") String id) {
    return payments.visible(caller.get(), id).map(PaymentView::of);
  }

  @POST
  @Path("/{id}/cancel")
  @Allow(Role.RESIDENT)
  @Operation(summary = "Give a payment up: whatever was paid goes back")
  @APIResponseSchema(value = PaymentView.class, responseCode = "202")
  public Uni<RestResponse<PaymentView>> cancel(
      @HeaderParam("Idempotency-Key") String key, @PathParam("id") String id) {
    return payments.cancel(caller.get(), key, id).map(PaymentResource::accepted);
  }

  @GET
  @Path("/{id}/receipt")
  @Allow(Role.RESIDENT)
  @Operation(summary = "What stands of a payment, by payer")
  public Uni<Receipt> receipt(@PathParam("id") String id) {
    return payments
        .visible(caller.get(), id)
        .map(
            row -> {
              if (!row.payment().paid()) {
                throw PlatformProblem.NOT_FOUND.problem();
              }
              return Receipt.of(row);
            });
  }

  private static RestResponse<PaymentView> accepted(PaymentView view) {
    return RestResponse.status(RestResponse.Status.ACCEPTED, view);
  }
}
