package org.yima.payment.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yima.gateway.insurer.ClaimDocument;
import org.yima.payment.gateways.LegContext;
import org.yima.payment.leg.Answer;
import org.yima.payment.leg.Command;
import org.yima.payment.leg.Courses;
import org.yima.payment.leg.Leg;
import org.yima.payment.leg.LegState;
import org.yima.payment.leg.Op;
import org.yima.payment.leg.Payment;
import org.yima.payment.plan.PlanShares;
import org.yima.platform.Id;
import org.yima.platform.IdType;

/** A document for a claim that was refused, before, while and after a refund runs. */
class ProofsTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final Id LEG = id(IdType.LEG, 1);

  private static Id id(IdType type, long sequence) {
    return new Id(type, new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | sequence));
  }

  private static Payment answered(Payment payment, Op op, Answer.Word word) {
    Courses.Step step = Courses.decide(payment, NOW);
    assertThat(step.command().map(Command::op)).contains(op);
    return Courses.learn(step.payment(), step.command().orElseThrow(), Answer.of(word), NOW);
  }

  /** A paid bill whose insurer has refused the claim on its guarantee. */
  private static Payment refused() {
    Payment begun =
        Payment.begun(
            id(IdType.PAYMENT, 2),
            new Payment.Due(100, 0),
            NOW.plusSeconds(900),
            List.of(Leg.commercial(LEG, 0, 100)));
    Payment guaranteed = answered(begun, Op.GUARANTEE, Answer.Word.GUARANTEED);
    return answered(guaranteed, Op.CLAIM, Answer.Word.DENIED);
  }

  /** With an invoice that the insurer was not told of. */
  private static Proofs.Told anew(Payment payment) {
    LegContext context =
        LegContext.commercial("ins_1", "clm_1")
            .claiming(payment)
            .proving(new ClaimDocument(ClaimDocument.Kind.E_INVOICE, "0801-1", "e".repeat(64)));
    OffsetDateTime at = NOW.atOffset(ZoneOffset.UTC);
    PaymentRow row =
        new PaymentRow(
            payment.id(),
            id(IdType.BILL, 3),
            1,
            id(IdType.PLAN, 4),
            Optional.empty(),
            id(IdType.INSTITUTION, 5),
            Optional.empty(),
            payment,
            PlanShares.NONE,
            Map.of(LEG, context),
            Optional.empty(),
            at,
            at);
    return Proofs.anew(row, payment);
  }

  @Test
  void whatStandsIsClaimedAnew() {
    Proofs.Told told = anew(refused());
    assertThat(told.payment().leg(LEG).state()).isEqualTo(LegState.CLAIMING);
    assertThat(told.row().contexts().get(LEG).isToBeClaimedAnew()).isFalse();
    assertThat(Courses.decide(told.payment(), NOW).command().map(Command::op))
        .as("and at once, so that no refund comes in between")
        .contains(Op.CLAIM);
  }

  @Test
  void nothingIsClaimedThatARefundGivesBack() {
    Payment returning = refused().refundAll("refund");
    assertThat(anew(returning).payment()).isEqualTo(returning);
    assertThat(Courses.decide(returning, NOW).command().map(Command::op)).contains(Op.RELEASE);
    Payment replacing =
        refused()
            .replaceBy(
                new Payment.Due(50, 0),
                NOW.plusSeconds(900),
                List.of(Leg.commercial(id(IdType.LEG, 6), 1, 50)),
                "refund");
    Proofs.Told told = anew(replacing);
    assertThat(told.payment()).isEqualTo(replacing);
    assertThat(told.row().contexts().get(LEG).isToBeClaimedAnew())
        .as("the document is kept, should the refund be given up")
        .isTrue();
    Payment abandoned = answered(replacing, Op.GUARANTEE, Answer.Word.DENIED);
    Payment stands = Courses.decide(abandoned, NOW).payment();
    assertThat(anew(stands).payment().leg(LEG).state()).isEqualTo(LegState.CLAIMING);
  }
}
