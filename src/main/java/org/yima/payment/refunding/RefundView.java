package org.yima.payment.refunding;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.payment.leg.LegKind;
import org.yima.payment.leg.Payment;
import org.yima.payment.plan.PlanDocument;
import org.yima.payment.plan.PlanView;
import org.yima.payment.refund.RefundStatus;
import org.yima.payment.refund.RefundStore;
import org.yima.payment.running.PaymentRow;
import org.yima.payment.running.PaymentView;
import org.yima.platform.Id;

/**
 * A refund. Amounts in fen.
 *
 * @param whole whether it gives back all that stands
 * @param failure why nothing changed, as a code; present when FAILED
 * @param plan the new shares, shown before anything is reversed
 * @param sharesAsConfirmed whether the new settlement divides exactly as the confirmed plan; false:
 *     no more cash is borne than that, and the receipt shows what stands; present once DONE, where
 *     it was settled anew
 * @param nextAction where the new share is higher, what the payer has to do first
 */
@Schema(name = "Refund")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RefundView(
    @JsonProperty(required = true) Id id,
    @JsonProperty(required = true) Id billId,
    @JsonProperty(required = true) Id paymentId,
    @JsonProperty(required = true) RefundStatus status,
    @JsonProperty(required = true) boolean whole,
    @JsonProperty(required = true) long amount,
    @JsonProperty(required = true) List<Line> lines,
    String failure,
    PlanView plan,
    Boolean sharesAsConfirmed,
    PaymentView.Next nextAction,
    @JsonProperty(required = true) OffsetDateTime createdAt) {

  /** What of a line goes back. */
  @Schema(name = "RefundLine")
  public record Line(
      @JsonProperty(required = true) int lineNo, @JsonProperty(required = true) long amount) {}

  static RefundView of(
      RefundStore.Refund refund, Map<Integer, Long> lines, PlanDocument plan, PaymentRow payment) {
    boolean acts = refund.status() == RefundStatus.PROCESSING && payment != null;
    boolean settled = refund.status() == RefundStatus.DONE && plan != null && payment != null;
    return new RefundView(
        refund.id(),
        refund.billId(),
        refund.paymentId(),
        refund.status(),
        refund.whole(),
        refund.amount().value(),
        lines.entrySet().stream().map(e -> new Line(e.getKey(), e.getValue())).toList(),
        refund.failure().orElse(null),
        plan == null ? null : plan.view(),
        settled ? asConfirmed(plan, payment.payment()) : null,
        acts ? PaymentView.of(payment).nextAction() : null,
        refund.createdAt());
  }

  /** Null when nothing of the plan's settlement stands. */
  private static Boolean asConfirmed(PlanDocument plan, Payment payment) {
    return payment.legs().stream()
        .filter(leg -> leg.kind() == LegKind.INSURANCE && leg.state().stands())
        .filter(leg -> leg.expected().equals(plan.insured()))
        .map(leg -> leg.settled().equals(leg.expected()))
        .findFirst()
        .orElse(null);
  }
}
