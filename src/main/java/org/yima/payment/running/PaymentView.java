package org.yima.payment.running;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.gateway.NextAction;
import org.yima.payment.gateways.LegContext;
import org.yima.payment.leg.Leg;
import org.yima.payment.leg.LegKind;
import org.yima.payment.leg.LegState;
import org.yima.payment.leg.PaymentStatus;
import org.yima.platform.Id;

/**
 * A payment as its payer sees it. Amounts in fen.
 *
 * @param reason why it is where it is, as a code; absent while it goes forward
 * @param nextAction what the payer's phone has to do; NONE: nothing but to wait
 */
@Schema(name = "Payment")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PaymentView(
    @JsonProperty(required = true) Id id,
    @JsonProperty(required = true) Id billId,
    @JsonProperty(required = true) Id planId,
    @JsonProperty(required = true) PaymentStatus status,
    String reason,
    @JsonProperty(required = true) long total,
    @JsonProperty(required = true) List<LegView> legs,
    @JsonProperty(required = true) Next nextAction,
    @JsonProperty(required = true) OffsetDateTime createdAt) {

  /**
   * One payer's part.
   *
   * @param returned what of it has gone back
   */
  @Schema(name = "PaymentLeg")
  public record LegView(
      @JsonProperty(required = true) Id id,
      @JsonProperty(required = true) LegKind kind,
      @JsonProperty(required = true) LegState state,
      @JsonProperty(required = true) long amount,
      @JsonProperty(required = true) long returned) {}

  /** Ready for the wallet's own SDK, names and values unchanged. */
  @Schema(name = "PaymentNextAction")
  public record Next(
      @JsonProperty(required = true) NextAction.Kind type,
      @JsonProperty(required = true) Map<String, String> params) {}

  /** What a row looks like to its payer. */
  public static PaymentView of(PaymentRow row) {
    return new PaymentView(
        row.id(),
        row.billId(),
        row.planId(),
        row.payment().status(),
        row.payment().why().isEmpty() ? null : row.payment().why(),
        row.payment().total(),
        row.payment().legs().stream().map(PaymentView::leg).toList(),
        next(row),
        row.createdAt());
  }

  private static LegView leg(Leg leg) {
    return new LegView(
        leg.id(), leg.kind(), leg.state(), leg.amount(), leg.moved() - leg.standing());
  }

  private static Next next(PaymentRow row) {
    NextAction action =
        row.payment().legs().stream()
            .filter(leg -> leg.state() == LegState.AWAITING_PAYER)
            .findFirst()
            .map(leg -> row.contexts().getOrDefault(leg.id(), LegContext.NOTHING).nextAction())
            .orElse(NextAction.none());
    return new Next(action.kind(), action.params());
  }
}
