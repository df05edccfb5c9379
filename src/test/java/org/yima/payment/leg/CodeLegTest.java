package org.yima.payment.leg;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yima.platform.Id;
import org.yima.platform.IdType;

/** What a wallet that keeps its promises never says: words that come after the end. */
class CodeLegTest {
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant PAY_BY = START.plus(Duration.ofMinutes(1));
  private static final Answer PAID = Answer.paid("tx", 100);

  private final Id leg = id(1);
  private Payment payment =
      Payment.begun(id(2), new Payment.Due(100, 100), PAY_BY, List.of(Leg.code(leg, 0, 100)));

  private static Id id(long sequence) {
    return new Id(IdType.LEG, new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | sequence));
  }

  private Op asked(Instant now) {
    Courses.Step step = Courses.decide(payment, now);
    payment = step.payment();
    return step.command().orElseThrow().op();
  }

  private void learned(Op op, Answer answer, Instant now) {
    payment = Courses.learn(payment, new Command(op, leg, "", 100), answer, now);
  }

  private LegState state() {
    return payment.leg(leg).state();
  }

  private void givenUpAndReversed() {
    assertThat(asked(START)).isEqualTo(Op.PAY_CODE);
    learned(Op.PAY_CODE, Answer.of(Answer.Word.UNKNOWN), START);
    payment = payment.cancel(Courses.CANCELLED).soon();
    assertThat(asked(START)).isEqualTo(Op.REVERSE_CHARGE);
  }

  @Test
  void aSuccessHeardWhileItIsReversedStandsForNothing() {
    givenUpAndReversed();
    learned(Op.QUERY_CHARGE, PAID, START);
    assertThat(state()).isEqualTo(LegState.CLOSING);
    assertThat(payment.leg(leg).moved()).isZero();
    learned(Op.REVERSE_CHARGE, Answer.of(Answer.Word.DEAD), START);
    assertThat(state()).isEqualTo(LegState.RETURNED);
    assertThat(Courses.decide(payment, START).payment().status())
        .isEqualTo(PaymentStatus.CANCELLED);
  }

  @Test
  void aSuccessHeardAfterTheReversalIsReversedOnceMore() {
    givenUpAndReversed();
    learned(Op.REVERSE_CHARGE, Answer.of(Answer.Word.DEAD), START);
    Courses.Step ended = Courses.decide(payment, START);
    assertThat(ended.command()).isEmpty();
    payment = ended.payment();
    assertThat(payment.course()).isEqualTo(Course.CLOSED);

    learned(Op.PAY_CODE, PAID, START);
    assertThat(state()).isEqualTo(LegState.CLOSING);
    assertThat(asked(START.plusSeconds(1))).isEqualTo(Op.REVERSE_CHARGE);
    learned(Op.REVERSE_CHARGE, Answer.of(Answer.Word.DEAD), START);
    assertThat(state()).isEqualTo(LegState.RETURNED);
  }

  @Test
  void anOrderThatIsSeenAfterItWasTakenForDeadIsReversed() {
    givenUpAndReversed();
    Instant late = PAY_BY.plus(Duration.ofMinutes(2)).plusSeconds(1);
    learned(Op.REVERSE_CHARGE, Answer.of(Answer.Word.ABSENT), late);
    assertThat(state()).isEqualTo(LegState.CLOSED);
    learned(Op.QUERY_CHARGE, Answer.of(Answer.Word.UNPAID), late);
    assertThat(state()).isEqualTo(LegState.CLOSING);
  }

  @Test
  void anOrderThatIsNotKnownIsNotTakenForDeadWhileItsCodeMayLive() {
    givenUpAndReversed();
    Instant early = PAY_BY.plus(Duration.ofMinutes(2));
    learned(Op.REVERSE_CHARGE, Answer.of(Answer.Word.ABSENT), early);
    assertThat(state()).isEqualTo(LegState.CLOSING);
  }

  @Test
  void aRefusalOfTheOneCallAnswersForAllOfIt() {
    givenUpAndReversed();
    learned(Op.PAY_CODE, Answer.of(Answer.Word.REFUSED, "code"), START);
    assertThat(state()).isEqualTo(LegState.DECLINED);
    assertThat(Courses.decide(payment, START).command()).isEmpty();
  }
}
