package org.yima.payment.running;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.payment.gateways.LegContext;
import org.yima.payment.leg.Mirror;
import org.yima.payment.leg.PaymentStatus;
import org.yima.payment.plan.PlanShares;
import org.yima.platform.Id;

/**
 * What stands of a payment, by payer, in fen: it says the same as the ledger.
 *
 * @param mutualAidPayer whose account bore {@code mutualAidShare}, masked; absent where the bureau
 *     did not tell it
 */
@Schema(name = "Receipt")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Receipt(
    @JsonProperty(required = true) Id paymentId,
    @JsonProperty(required = true) Id billId,
    @JsonProperty(required = true) PaymentStatus status,
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
    @JsonProperty(required = true) Payer payer,
    @JsonProperty(required = true) List<PaymentView.LegView> legs,
    @JsonProperty(required = true) OffsetDateTime at) {

  /** Who paid what was paid in cash. */
  @Schema(name = "ReceiptPayer")
  public enum Payer {
    /** Somebody who confirmed on their phone. */
    ACCOUNT,
    /** Whoever showed a wallet's code; nothing more is known of them, and nothing told. */
    SHOWN_CODE
  }

  static Receipt of(PaymentRow row) {
    PlanShares shares = Standing.of(row.payment());
    PaymentView view = PaymentView.of(row);
    return new Receipt(
        row.id(),
        row.billId(),
        view.status(),
        shares.total(),
        shares.fundShare(),
        shares.funds(),
        shares.accountShare(),
        shares.mutualAidShare(),
        familyPayer(row),
        shares.hospitalShare(),
        shares.commercialShare(),
        shares.depositShare(),
        shares.subsidyShare(),
        shares.selfPay(),
        row.payerAccount().isPresent() ? Payer.ACCOUNT : Payer.SHOWN_CODE,
        view.legs(),
        row.updatedAt());
  }

  /** Null where no family's account bears anything now, or the bureau does not say whose it is. */
  private static String familyPayer(PaymentRow row) {
    return row.payment().legs().stream()
        .filter(leg -> Mirror.standing(leg).containsKey("mutual-aid"))
        .map(leg -> row.contexts().getOrDefault(leg.id(), LegContext.NOTHING))
        .flatMap(context -> context.familyPayer().stream())
        .findFirst()
        .orElse(null);
  }
}
