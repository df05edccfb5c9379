package org.yima.payment.refunding;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.payment.bill.BillStore;
import org.yima.payment.refund.RefundStatus;
import org.yima.payment.refund.RefundStore;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;

/** Refunds begin with the hospital's word that a line was not carried out. */
@Path("/v1/hospital")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "hospital")
class HospitalRefundResource {
  private final HospitalRefunds refunds;
  private final RefundStore store;
  private final BillStore bills;
  private final RefundViews views;
  private final CurrentCaller caller;

  HospitalRefundResource(
      HospitalRefunds refunds,
      RefundStore store,
      BillStore bills,
      RefundViews views,
      CurrentCaller caller) {
    this.refunds = refunds;
    this.store = store;
    this.bills = bills;
    this.views = views;
    this.caller = caller;
  }

  /** The lines that were not carried out. */
  @Schema(name = "ReleaseRequest")
  record Release(@NotNull @Size(min = 1, max = 200) List<@NotNull @Valid ReleaseLine> lines) {}

  @Schema(name = "ReleaseRequestLine")
  record ReleaseLine(@NotNull @Min(1) @Max(100_000) Integer lineNo) {}

  @Schema(name = "Release")
  record Released(
      @JsonProperty(required = true) Id billId,
      @JsonProperty(required = true) Set<Integer> lines) {}

  /**
   * The lines to be refunded.
   *
   * @param reason a code of the hospital's, for the record
   */
  @Schema(name = "RefundRequest")
  record RefundRequest(
      @NotNull @Size(min = 1, max = 200) List<@NotNull @Valid RefundRequestLine> lines,
      @Pattern(regexp = "[a-z0-9-]{1,40}") String reason) {}

  /** Without an amount (fen), all that remains of the line. */
  @Schema(name = "RefundRequestLine")
  record RefundRequestLine(
      @NotNull @Min(1) @Max(100_000) Integer lineNo, @Min(1) @Max(100_000_000_000L) Long amount) {}

  @POST
  @Path("/bills/{id}/release")
  @Allow(Role.HOSPITAL)
  @Operation(summary = "Lines were not carried out and may be refunded")
  public Uni<Released> release(@PathParam("id") String id, @NotNull @Valid Release body) {
    return refunds
        .release(caller.get(), id, body.lines().stream().map(ReleaseLine::lineNo).toList())
        .map(released -> new Released(released.billId(), released.lines()));
  }

  @POST
  @Path("/bills/{id}/refunds")
  @Allow(Role.HOSPITAL)
  @Operation(summary = "Refund released lines, wholly or in part")
  @APIResponseSchema(value = HospitalRefund.class, responseCode = "202")
  public Uni<RestResponse<HospitalRefund>> refund(
      @HeaderParam("Idempotency-Key") String key,
      @PathParam("id") String id,
      @NotNull @Valid RefundRequest body) {
    HospitalRefunds.Asked asked =
        new HospitalRefunds.Asked(
            id,
            body.lines().stream()
                .map(line -> new RefundRules.Wanted(line.lineNo(), line.amount()))
                .toList(),
            body.reason() == null ? "released" : body.reason());
    return refunds
        .refund(caller.get(), key, asked)
        .map(view -> RestResponse.status(RestResponse.Status.ACCEPTED, HospitalRefund.of(view)));
  }

  @GET
  @Path("/refunds/{id}")
  @Allow(Role.HOSPITAL)
  @Operation(summary = "A refund of this hospital's bill")
  public Uni<HospitalRefund> get(@PathParam("id") String id) {
    Id refundId = Id.parse(IdType.REFUND, id).orElseThrow(PlatformProblem.NOT_FOUND::problem);
    return store
        .find(refundId)
        .call(found -> own(RefundStore.billOf(found, refundId)))
        .chain(found -> views.of(found.orElseThrow()))
        .map(HospitalRefund::of);
  }

  private Uni<BillStore.Head> own(Id billId) {
    return bills
        .find(billId)
        .map(
            found ->
                found
                    .filter(b -> b.institutionId().equals(caller.get().ownInstitution()))
                    .orElseThrow(PlatformProblem.NOT_FOUND::problem));
  }

  /** A refund as the hospital sees it: without what only the payer may hold. */
  @Schema(name = "HospitalRefund")
  @com.fasterxml.jackson.annotation.JsonInclude(
      com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL)
  record HospitalRefund(
      @JsonProperty(required = true) Id id,
      @JsonProperty(required = true) Id billId,
      @JsonProperty(required = true) RefundStatus status,
      @JsonProperty(required = true) boolean whole,
      @JsonProperty(required = true) long amount,
      @JsonProperty(required = true) List<RefundView.Line> lines,
      String failure) {
    static HospitalRefund of(RefundView view) {
      return new HospitalRefund(
          view.id(),
          view.billId(),
          view.status(),
          view.whole(),
          view.amount(),
          view.lines(),
          view.failure());
    }
  }
}
