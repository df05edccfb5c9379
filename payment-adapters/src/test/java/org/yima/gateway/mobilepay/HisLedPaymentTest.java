package org.yima.gateway.mobilepay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;

/** What is known where the hospital's own system speaks to the centre. */
class HisLedPaymentTest {

  private static final PayOrder PAID =
      new PayOrder(
          "ORD1",
          OrderState.INSURANCE_PAID,
          Optional.of(new Split(10_000, 2_000, 3_000, 5_000, 0)),
          Optional.empty(),
          Optional.of(SettlementKind.ALL),
          Optional.of("M1"),
          Optional.empty(),
          Optional.empty());

  private static OrderKey key(String payOrdId) {
    return new OrderKey("H99010000001", payOrdId, "t", new Payer("01", "990101199001010019", "甲"));
  }

  private static HisLedPayment handed(Map<String, PayOrder> orders) {
    return new HisLedPayment(number -> Optional.ofNullable(orders.get(number)));
  }

  @Test
  void whatWasHandedOverIsKnownAndNothingElse() {
    HisLedPayment port = handed(Map.of("ORD1", PAID, "ORD2", PAID));
    assertThat(port.query(key("ORD1"))).isEqualTo(Outcome.succeeded(PAID));
    assertThat(port.query(key("ORD2"))).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    assertThat(port.query(key("ORD3")))
        .isEqualTo(Outcome.declined(DeclineReason.NOT_FOUND, HisLedPayment.CODE));
  }

  @Test
  void whatMovesSomethingIsTheHospitals() {
    HisLedPayment port = handed(Map.of("ORD1", PAID));
    assertThat(port.revoke(key("ORD1")))
        .isEqualTo(Outcome.declined(DeclineReason.NOT_PERMITTED, HisLedPayment.CODE));
    assertThat(port.parseNotification("{}")).isInstanceOf(MobileNotification.Refused.class);
  }
}
