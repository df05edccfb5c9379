package org.yima.payment.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yima.gateway.insurer.ClaimDocument;
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

    assertThat(stored.claiming(payment(100)).claim("L1", 500)).isEqualTo(first.claim("L1", 500));
    assertThat(first.claim("L1", 500).settlement().selfPayFen()).isEqualTo(300);
  }

  private static ClaimDocument invoice(String number) {
    return new ClaimDocument(ClaimDocument.Kind.E_INVOICE, number, "a".repeat(64));
  }

  /** What comes later is said when the claim is made anew, and not in between. */
  @Test
  void aClaimBringsTheNewestDocumentOfEachKindOnceItIsMadeAnew() {
    LegContext first = LegContext.commercial("ins_1", "clm_1").claiming(payment(300));
    assertThat(first.provesMore()).isFalse();
    LegContext more =
        LegContext.of(first.proving(invoice("0101-1")).proving(invoice("0101-2")).values());
    assertThat(more.provesMore()).isTrue();
    assertThat(more.claiming(payment(300)).claim("L1", 500).documents()).isEmpty();
    LegContext anew = LegContext.of(more.claimingAnew().claiming(payment(300)).values());
    assertThat(anew.claim("L1", 500).documents()).containsExactly(invoice("0101-2"));
    assertThat(anew.provesMore()).isFalse();
    assertThat(anew.proving(invoice("0101-2")).provesMore()).isFalse();
    LegContext both =
        anew.proving(new ClaimDocument(ClaimDocument.Kind.SETTLEMENT, "S1", "b".repeat(64)))
            .claimingAnew()
            .claiming(payment(300));
    assertThat(both.claim("L1", 500).documents()).hasSize(2);
    assertThat(both.proving(invoice("0101-2")).provesMore()).isFalse();
  }
}
