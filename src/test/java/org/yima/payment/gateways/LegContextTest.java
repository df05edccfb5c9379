package org.yima.payment.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yima.payment.leg.Leg;
import org.yima.payment.leg.Payment;
import org.yima.platform.Id;
import org.yima.platform.IdType;

class LegContextTest {
  private static UUID uuid(long number) {
    return new UUID(0x7000, Long.MIN_VALUE | number);
  }

  private static Payment payment(long cash) {
    Id leg = new Id(IdType.LEG, uuid(1));
    return Payment.begun(
        new Id(IdType.PAYMENT, uuid(2)),
        new Payment.Due(cash, cash),
        Instant.EPOCH,
        List.of(Leg.code(leg, 0, cash)));
  }

  /** A claim in other words under the same id is refused for ever. */
  @Test
  void aClaimIsRepeatedWordForWordWhateverChangedSince() {
    LegContext first = LegContext.commercial("ins_1", "clm_1").claiming(payment(300));
    LegContext stored = LegContext.of(first.values());

    assertThat(stored.claiming(payment(100)).claim()).isEqualTo(first.claim());
    assertThat(first.claim().toString()).contains("300");
  }
}
