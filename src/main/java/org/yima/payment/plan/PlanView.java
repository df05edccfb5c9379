package org.yima.payment.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.platform.Id;

/**
 * Who would pay what of a bill, until the plan expires. All amounts in fen.
 *
 * @param mutualAidPayer whose account would bear {@code mutualAidShare}, masked; absent where the
 *     bureau does not tell it. No part of what is stored of a plan: it is a person's
 */
@Schema(name = "Plan")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlanView(
    @JsonProperty(required = true) Id id,
    @JsonProperty(required = true) OffsetDateTime expiresAt,
    @JsonProperty(required = true) List<BillRef> bills,
    @JsonProperty(required = true) long total,
    @JsonProperty(required = true) long fundShare,
    @JsonProperty(required = true) Map<String, Long> funds,
    @JsonProperty(required = true) long accountShare,
    @JsonProperty(required = true) long mutualAidShare,
    String mutualAidPayer,
    @JsonProperty(required = true) long hospitalShare,
    @JsonProperty(required = true) long commercialShare,
    @JsonProperty(required = true) long depositShare,
    @JsonProperty(required = true) long subsidyShare,
    @JsonProperty(required = true) long selfPay,
    @JsonProperty(required = true) List<PlanLine> lines,
    @JsonProperty(required = true) List<PlanLeg> legs,
    @JsonProperty(required = true) List<Reason> reasons) {

  /** A bill in the version that was planned. */
  @Schema(name = "PlanBill")
  public record BillRef(
      @JsonProperty(required = true) Id id, @JsonProperty(required = true) int version) {}

  /** One payer's part: {@code kind} COMMERCIAL, WALLET or INSURANCE, in the order they run. */
  @Schema(name = "PlanLeg")
  public record PlanLeg(
      @JsonProperty(required = true) String kind, @JsonProperty(required = true) long amount) {}

  /**
   * A fact that the bureau or an insurer returned; what is our own inference is never one. In the
   * plan of a refund {@code account-before} and {@code mutual-aid-before} are what the standing
   * settlement took of these accounts, in fen: it goes back first, and the new one takes at most
   * the greater of that and of the plan's share.
   */
  @Schema(name = "PlanReason")
  public record Reason(
      @JsonProperty(required = true) String source,
      @JsonProperty(required = true) String code,
      @JsonProperty(required = true) String text) {}

  /** With whose account would bear the family's part, masked. */
  PlanView paidBy(String masked) {
    return new PlanView(
        id,
        expiresAt,
        bills,
        total,
        fundShare,
        funds,
        accountShare,
        mutualAidShare,
        masked,
        hospitalShare,
        commercialShare,
        depositShare,
        subsidyShare,
        selfPay,
        lines,
        legs,
        reasons);
  }

  /** The plan of one bill. */
  public static PlanView of(
      Id id,
      OffsetDateTime expiresAt,
      BillRef bill,
      PlanShares shares,
      List<PlanLine> lines,
      List<PlanLeg> legs,
      List<Reason> reasons) {
    return new PlanView(
        id,
        expiresAt,
        List.of(bill),
        shares.total(),
        shares.fundShare(),
        shares.funds(),
        shares.accountShare(),
        shares.mutualAidShare(),
        null,
        shares.hospitalShare(),
        shares.commercialShare(),
        shares.depositShare(),
        shares.subsidyShare(),
        shares.selfPay(),
        lines,
        legs,
        reasons);
  }
}
