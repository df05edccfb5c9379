package org.yima.payment.charging;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.payment.bill.BillStore;
import org.yima.payment.leg.Leg;
import org.yima.payment.leg.Payment;
import org.yima.platform.Id;

/**
 * A charge as its terminal sees it. What the owner's wallet needs is shown to the owner alone.
 *
 * @param paymentId absent while the owner has to begin it
 * @param reason why it is where it is, as a code; absent while it goes forward
 * @param total in fen
 */
@Schema(name = "Charge")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChargeView(
    @JsonProperty(required = true) Id id,
    @JsonProperty(required = true) Id billId,
    Id paymentId,
    @JsonProperty(required = true) ChargeStatus status,
    String reason,
    @JsonProperty(required = true) long total,
    @JsonProperty(required = true) Next nextAction,
    @JsonProperty(required = true) OffsetDateTime createdAt) {

  /** What somebody has to do, and where. */
  enum Todo {
    /** The owner confirms in the wallet; the owner's app has what it needs for that. */
    OWNER_CONFIRMS,
    /** Whoever showed the wallet's code confirms there, with the password. */
    PAYER_CONFIRMS,
    /** The owner authorises the insured part and pays in the app; or the authorisation is sent. */
    INSURANCE_AUTHORISATION,
    /** Nothing but to wait, or to be content. */
    NONE
  }

  /** As the next action of payments and plans. */
  @Schema(name = "ChargeNextAction")
  record Next(
      @JsonProperty(required = true) Todo type,
      @JsonProperty(required = true) Map<String, String> params) {
    static Next of(Todo type) {
      return new Next(
          type, type == Todo.INSURANCE_AUTHORISATION ? Map.of("channel", "WECHAT") : Map.of());
    }
  }

  static ChargeView of(Charge charge, Payment payment) {
    ChargeStatus status = ChargeStatus.of(payment);
    return new ChargeView(
        charge.id(),
        charge.billId(),
        payment.id(),
        status,
        payment.why().isEmpty() ? null : payment.why(),
        payment.total(),
        Next.of(status == ChargeStatus.AWAITING_PAYER ? confirming(payment) : Todo.NONE),
        charge.createdAt());
  }

  private static Todo confirming(Payment payment) {
    return payment.legs().stream().anyMatch(Leg::byCode)
        ? Todo.PAYER_CONFIRMS
        : Todo.OWNER_CONFIRMS;
  }

  /** A charge that waits for its owner to begin; given up, it is over whatever the owner does. */
  static ChargeView of(Charge charge, BillStore.Head bill) {
    ChargeStatus status =
        charge.reversedAt().isPresent() ? ChargeStatus.CANCELLED : ChargeStatus.of(bill.status());
    boolean waits = status == ChargeStatus.AWAITING_PAYER;
    Optional<Id> payment = charge.reversedAt().isPresent() ? Optional.empty() : bill.paymentId();
    return new ChargeView(
        charge.id(),
        charge.billId(),
        payment.orElse(null),
        status,
        null,
        bill.total().value(),
        Next.of(waits ? Todo.INSURANCE_AUTHORISATION : Todo.NONE),
        charge.createdAt());
  }
}
