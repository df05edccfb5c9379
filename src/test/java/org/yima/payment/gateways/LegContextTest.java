package org.yima.payment.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yima.gateway.insurer.ClaimDocument;
import org.yima.payment.leg.Answer;
import org.yima.payment.leg.Courses;
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

  /** What is left to the insured is told as in the quote: with what the insurer bears of it. */
  @Test
  void aClaimTellsTheSelfPaidPartOfTheQuote() {
    Id leg = new Id(IdType.LEG, uuid(3));
    Instant payBy = Instant.EPOCH.plusSeconds(900);
    Payment asked =
        Payment.begun(
            new Id(IdType.PAYMENT, uuid(4)),
            new Payment.Due(1000, 200),
            payBy,
            List.of(Leg.commercial(leg, 0, 800)));
    Courses.Step step = Courses.decide(asked, Instant.EPOCH);
    Payment guaranteed =
        Courses.learn(
            step.payment(),
            step.command().orElseThrow(),
            Answer.of(Answer.Word.GUARANTEED),
            Instant.EPOCH);
    LegContext context = LegContext.commercial("ins_1", "clm_1").claiming(guaranteed);
    assertThat(context.claim("L3", 800).settlement().selfPayFen()).isEqualTo(1000);
  }

  /** What comes later is said when the claim is made anew, under its own id, and not before. */
  @Test
  void aClaimBringsTheNewestDocumentOfEachKindOnceItIsMadeAnew() {
    LegContext first = LegContext.commercial("ins_1", "clm_1").claiming(payment(300));
    assertThat(first.isToBeClaimedAnew()).isFalse();
    LegContext more =
        LegContext.of(first.proving(invoice("0101-1")).proving(invoice("0101-2")).values());
    assertThat(more.isToBeClaimedAnew()).isTrue();
    assertThat(more.claiming(payment(300)).claim("L1", 500).documents()).isEmpty();
    assertThat(more.claimId("L1")).isEqualTo("L1");
    LegContext anew = LegContext.of(more.claimingAnew().claiming(payment(300)).values());
    assertThat(anew.claim("L1", 500).documents()).containsExactly(invoice("0101-2"));
    assertThat(anew.claim("L1", 500).claimId()).isEqualTo("L1C1").isEqualTo(anew.claimId("L1"));
    assertThat(anew.claim("L1", 500).guaranteeId()).isEqualTo("L1");
    assertThat(anew.isToBeClaimedAnew()).isFalse();
    assertThat(anew.proving(invoice("0101-2"))).isEqualTo(anew);
    LegContext both =
        anew.proving(new ClaimDocument(ClaimDocument.Kind.SETTLEMENT, "S1", "b".repeat(64)))
            .claimingAnew()
            .claiming(payment(300));
    assertThat(both.claim("L1", 500).documents()).hasSize(2);
    assertThat(both.claimId("L1")).isEqualTo("L1C2");
    assertThat(both.proving(invoice("0101-2")).isToBeClaimedAnew()).isFalse();
  }

  /** What was refused wrongly is claimed with the same words once more, if that is wished. */
  @Test
  void aClaimIsMadeAnewOnceForEachWish() {
    LegContext refused =
        LegContext.NOTHING.proving(invoice("0101-3")).claiming(payment(300)).insisting();
    assertThat(LegContext.of(refused.values()).isToBeClaimedAnew()).isTrue();
    LegContext anew = refused.claimingAnew().claiming(payment(300));
    assertThat(anew.isToBeClaimedAnew()).isFalse();
    assertThat(anew.claimsAs(refused)).isFalse();
    assertThat(anew.claimedAs(refused).claim("L1", 500)).isEqualTo(refused.claim("L1", 500));
  }
}
