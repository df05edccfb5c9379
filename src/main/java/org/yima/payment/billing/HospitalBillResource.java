package org.yima.payment.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.gateway.insurer.ClaimDocument;
import org.yima.payment.InsuranceTerms;
import org.yima.payment.bill.BillView;
import org.yima.payment.plan.PlanShares;
import org.yima.platform.Caller;
import org.yima.platform.Feeds;
import org.yima.platform.Role;

/** Bills in, settlements out. */
@Path("/v1/hospital")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "hospital")
class HospitalBillResource {
  private final HospitalBills bills;
  private final Feeds feeds;
  private final CurrentCaller caller;

  HospitalBillResource(HospitalBills bills, Feeds feeds, CurrentCaller caller) {
    this.bills = bills;
    this.feeds = feeds;
    this.caller = caller;
  }

  /**
   * The lines that a bill asks for from now on.
   *
   * @param insurance how it is to be insured from now on: a diagnosis that came later, another
   *     doctor; absent: as before. The visit stays the one that the bill was opened for
   */
  @Schema(name = "BillAmendment")
  record Amendment(
      @Valid InsuranceTerms insurance,
      @NotNull @Size(min = 1, max = 200) List<BillRequest.@NotNull @Valid Line> lines) {}

  /** What was settled: {@code shares} of a REFUNDED entry are what went back. */
  @Schema(name = "Settlement")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Settlement(
      @JsonProperty(required = true) String id,
      @JsonProperty(required = true) String billId,
      String externalId,
      @JsonProperty(required = true) String type,
      @JsonProperty(required = true) PlanShares shares,
      @JsonProperty(required = true) List<SettledLeg> legs,
      @JsonProperty(required = true) OffsetDateTime at) {}

  /** What stands of a leg, in fen, and the number that its channel knows it by. */
  @Schema(name = "SettlementLeg")
  record SettledLeg(
      @JsonProperty(required = true) String id,
      @JsonProperty(required = true) String kind,
      @JsonProperty(required = true) long amount,
      @JsonProperty(required = true) String channelNumber) {}

  /** Oldest first; ask again after {@code next}. */
  @Schema(name = "SettlementPage")
  record SettlementPage(
      @JsonProperty(required = true) List<Settlement> items,
      @JsonProperty(required = true) String next) {}

  @POST
  @Path("/bills")
  @Allow(Role.HOSPITAL)
  @Operation(summary = "Ask a patient to pay")
  @APIResponseSchema(value = BillView.class, responseCode = "201")
  public Uni<RestResponse<BillView>> push(
      @HeaderParam("Idempotency-Key") String key, @NotNull @Valid BillRequest request) {
    return bills
        .push(caller.get(), key, request)
        .map(view -> RestResponse.status(RestResponse.Status.CREATED, view));
  }

  @PUT
  @Path("/bills/{id}")
  @Allow(Role.HOSPITAL)
  @Operation(summary = "Amend an open bill: another version of its lines and its insurance")
  public Uni<BillView> amend(@PathParam("id") String id, @NotNull @Valid Amendment body) {
    return bills.amend(
        caller.get(),
        id,
        Optional.ofNullable(body.insurance()),
        BillRequest.numbered(body.lines()));
  }

  @POST
  @Path("/bills/{id}/take-back")
  @Allow(Role.HOSPITAL)
  @Operation(summary = "Take a bill back for the window; 409 while it is being paid")
  public Uni<BillView> takeBack(
      @HeaderParam("Idempotency-Key") String key, @PathParam("id") String id) {
    return bills.takeBack(caller.get(), key, id);
  }

  /**
   * A document that proves what an insurer is asked to bear of a bill.
   *
   * @param number of the document at its issuer; of an e-invoice its batch code and its number,
   *     parted by a hyphen
   * @param sha256 of its content
   */
  @Schema(name = "BillDocument")
  record Document(
      @NotNull DocumentKind kind,
      @NotNull @Pattern(regexp = "[A-Za-z0-9_-]{1,64}") String number,
      @NotNull @Pattern(regexp = "[0-9a-f]{64}") String sha256) {}

  /** What insurers ask for. */
  @Schema(name = "BillDocumentKind")
  enum DocumentKind {
    SETTLEMENT,
    E_INVOICE,
    MEDICAL_RECORD;

    ClaimDocument.Kind toldInsurers() {
      return switch (this) {
        case SETTLEMENT -> ClaimDocument.Kind.SETTLEMENT;
        case E_INVOICE -> ClaimDocument.Kind.E_INVOICE;
        case MEDICAL_RECORD -> ClaimDocument.Kind.MEDICAL_RECORD;
      };
    }
  }

  /**
   * What a document is used for.
   *
   * @param claims for how many claims that no insurer has accepted yet it is kept: each brings it
   *     if it is made, or made anew, which a refund that runs may prevent; 0: nothing was kept
   */
  @Schema(name = "BillProof")
  record Proof(
      @JsonProperty(required = true) String billId, @JsonProperty(required = true) int claims) {}

  @POST
  @Path("/bills/{id}/documents")
  @Allow(Role.HOSPITAL)
  @Operation(
      summary = "Hand over what proves a paid bill to insurers: the e-invoice, once it is issued",
      description =
          "A claim that an insurer refused is made anew, with the same document again, too; while a"
              + " refund runs, once that has left the guarantee standing. Another document of the"
              + " same kind takes the place of the one before.")
  public Uni<Proof> prove(@PathParam("id") String id, @NotNull @Valid Document body) {
    ClaimDocument document =
        new ClaimDocument(body.kind().toldInsurers(), body.number(), body.sha256());
    return bills.prove(caller.get(), id, document).map(claims -> new Proof(id, claims));
  }

  @GET
  @Path("/bills/{id}")
  @Allow(Role.HOSPITAL)
  @Operation(summary = "A bill of this hospital")
  public Uni<BillView> get(@PathParam("id") String id) {
    return bills.get(caller.get(), id);
  }

  @GET
  @Path("/settlements")
  @Allow(Role.HOSPITAL)
  @Operation(summary = "What was settled and refunded, oldest first; nothing is ever skipped")
  public Uni<SettlementPage> settlements(
      @QueryParam("after") @Size(max = 100) String after,
      @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(500) int limit) {
    Caller hospital = caller.get();
    return feeds
        .read("hospital/" + hospital.ownInstitution() + "/settlements", after, limit)
        .map(
            page ->
                new SettlementPage(
                    page.items().stream().map(entry -> settlement(entry.payload())).toList(),
                    page.next()));
  }

  private static Settlement settlement(JsonObject entry) {
    return new Settlement(
        entry.getString("id"),
        entry.getString("billId"),
        entry.getString("externalId"),
        entry.getString("type"),
        entry.getJsonObject("shares").mapTo(PlanShares.class),
        entry.getJsonArray("legs").stream()
            .map(leg -> (JsonObject) leg)
            .map(
                leg ->
                    new SettledLeg(
                        leg.getString("id"),
                        leg.getString("kind"),
                        leg.getLong("amount"),
                        leg.getString("channelNumber")))
            .toList(),
        OffsetDateTime.parse(entry.getString("at")));
  }
}
