package org.yima.payment.planning;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.card.NotYetAuthorised;
import org.yima.payment.bill.BillStore;
import org.yima.payment.plan.PlanView;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;
import org.yima.resident.Residents;

/** Who would pay what of a bill. */
@Path("/v1/app/bills/{id}/plan")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "app")
class PlanResource {
  private final Planner planner;
  private final BillStore bills;
  private final Residents residents;
  private final CurrentCaller caller;
  private final Clock clock;

  PlanResource(
      Planner planner, BillStore bills, Residents residents, CurrentCaller caller, Clock clock) {
    this.planner = planner;
    this.bills = bills;
    this.residents = residents;
    this.caller = caller;
    this.clock = clock;
  }

  @POST
  @Allow(Role.RESIDENT)
  @Operation(summary = "Who would pay what; 202 while the insurance authorisation is missing")
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = PlanView.class)))
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = PlanPending.class)))
  public Uni<RestResponse<Object>> plan(
      @PathParam("id") String id, @NotNull @Valid PlanRequest request) {
    return open(id)
        .invoke(bill -> Planner.insurable(bill, request))
        .chain(
            bill ->
                request.useMedicalInsurance() && request.insuranceAuthorisation() == null
                    ? Uni.createFrom()
                        .item(
                            RestResponse.status(
                                RestResponse.Status.ACCEPTED, PlanPending.AUTHORISE))
                    : planned(bill, request));
  }

  private Uni<BillStore.Head> open(String id) {
    Id billId = Id.parse(IdType.BILL, id).orElseThrow(PlatformProblem.NOT_FOUND::problem);
    return residents
        .owned(caller.get(), billId, bills.find(billId), BillStore.Head::residentId)
        .invoke(bill -> bill.mustBePayable(OffsetDateTime.now(clock)));
  }

  private Uni<RestResponse<Object>> planned(BillStore.Head bill, PlanRequest request) {
    return bills
        .lines(bill.id(), bill.version())
        .chain(
            lines ->
                planner.plan(
                    new Planner.Ask(
                        caller.get(), bill, lines, Optional.empty(), Optional.empty(), request)))
        .<RestResponse<Object>>map(
            plan -> RestResponse.status(RestResponse.Status.CREATED, plan.shown().view()))
        .onFailure(NotYetAuthorised.class)
        .recoverWithItem(PlanPending::at);
  }
}
