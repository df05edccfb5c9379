package org.yima.payment.leg;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yima.payment.attention.Needs;
import org.yima.payment.attention.Reason;
import org.yima.platform.Id;
import org.yima.platform.IdType;

/** A settlement that stands at the bureau with shares that nobody can book. */
class UnbookableTest {
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant PAY_BY = START.plus(Duration.ofMinutes(15));
  private static final Answer UNBOOKABLE = Answer.unbookable("S1");
  private static final Answer LOST = Answer.of(Answer.Word.UNKNOWN);
  private static final Mirror.Accounts ACCOUNTS = new Mirror.Accounts("ins", "bill");

  private final Id leg = id(1);
  private Instant now = START;
  private Payment payment =
      Payment.begun(
          id(2),
          new Payment.Due(100, 0),
          PAY_BY,
          List.of(Leg.insurance(leg, 0, new Shares(60, Map.of("POOL", 60L), 40, 0, 0, 0))));

  private static Id id(long sequence) {
    return new Id(IdType.LEG, new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | sequence));
  }

  /** What is asked next, whenever that is. */
  private Op asked() {
    Courses.Step step = Courses.decide(payment, now);
    while (step.command().isEmpty()) {
      now = step.wake().orElseThrow();
      step = Courses.decide(step.payment(), now);
    }
    payment = step.payment();
    return step.command().get().op();
  }

  private void learned(Op op, Answer answer) {
    Payment before = payment;
    payment = Courses.learn(payment, new Command(op, leg, "", 100), answer, now);
    assertThat(Mirror.between(before, payment, ACCOUNTS)).as("nothing of it is booked").isEmpty();
  }

  private Leg leg() {
    return payment.leg(leg);
  }

  private void settledAndLost() {
    assertThat(asked()).isEqualTo(Op.SETTLE);
    learned(Op.SETTLE, LOST);
    assertThat(asked()).isEqualTo(Op.QUERY_SETTLEMENT);
  }

  private void mustBeOver(PaymentStatus status) {
    Courses.Step end = Courses.decide(payment, now);
    assertThat(end.command()).isEmpty();
    assertThat(end.wake()).isEmpty();
    assertThat(end.payment().status()).isEqualTo(status);
    assertThat(end.payment().why()).isEqualTo("settlement-unbookable");
  }

  @Test
  void itIsReversedByItsNumberAndWhateverIsLostIsAskedFor() {
    settledAndLost();
    Payment before = payment;
    learned(Op.QUERY_SETTLEMENT, UNBOOKABLE);
    Needs.Need need = new Needs.Need(leg, Reason.SETTLEMENT_UNBOOKABLE);
    assertThat(Needs.begun(before, payment)).containsExactly(need);
    assertThat(asked()).isEqualTo(Op.REVERSE_SETTLEMENT);
    assertThat(leg().number()).isEqualTo("S1");
    learned(Op.REVERSE_SETTLEMENT, LOST);
    assertThat(asked()).isEqualTo(Op.QUERY_SETTLEMENT);
    learned(Op.QUERY_SETTLEMENT, UNBOOKABLE);
    assertThat(asked()).isEqualTo(Op.REVERSE_SETTLEMENT);
    learned(Op.REVERSE_SETTLEMENT, LOST);
    assertThat(asked()).isEqualTo(Op.QUERY_SETTLEMENT);
    Payment standing = payment;
    learned(Op.QUERY_SETTLEMENT, Answer.of(Answer.Word.REVERSED));
    assertThat(Needs.ended(standing, payment)).contains(need);
    assertThat(leg().state()).isEqualTo(LegState.RETURNED);
    mustBeOver(PaymentStatus.CANCELLED);
  }

  /** The refusal may have been of a second call: whether it stands is looked at before each. */
  @Test
  void aReversalThatIsRefusedIsTriedAgainSlowly() {
    settledAndLost();
    learned(Op.QUERY_SETTLEMENT, UNBOOKABLE);
    for (int refusals = 0; refusals < 3; refusals++) {
      assertThat(asked()).isEqualTo(Op.REVERSE_SETTLEMENT);
      learned(Op.REVERSE_SETTLEMENT, Answer.of(Answer.Word.REFUSED));
      assertThat(leg().state()).isEqualTo(LegState.RETURN_BLOCKED);
      assertThat(asked()).isEqualTo(Op.QUERY_SETTLEMENT);
      learned(Op.QUERY_SETTLEMENT, UNBOOKABLE);
      assertThat(leg().notBefore()).isAfter(now.plusSeconds(500));
    }
    assertThat(asked()).isEqualTo(Op.REVERSE_SETTLEMENT);
    learned(Op.REVERSE_SETTLEMENT, Answer.of(Answer.Word.REVERSED));
    mustBeOver(PaymentStatus.CANCELLED);
  }

  /** Barred before it was seen (2601), it is on its way out; if it stays, it has its number. */
  @Test
  void oneThatStaysAfterItWasBarredIsReversedByItsNumber() {
    settledAndLost();
    payment = payment.cancel(Courses.CANCELLED).soon();
    assertThat(asked()).isEqualTo(Op.BAR_SETTLEMENT);
    learned(Op.BAR_SETTLEMENT, Answer.of(Answer.Word.NOTED));
    for (int looks = 0; looks < 5; looks++) {
      assertThat(asked()).isEqualTo(Op.QUERY_SETTLEMENT);
      learned(Op.QUERY_SETTLEMENT, UNBOOKABLE);
      assertThat(leg().state()).isEqualTo(LegState.CLOSING);
    }
    assertThat(asked()).isEqualTo(Op.QUERY_SETTLEMENT);
    learned(Op.QUERY_SETTLEMENT, UNBOOKABLE);
    assertThat(asked()).isEqualTo(Op.REVERSE_SETTLEMENT);
    assertThat(leg().number()).isEqualTo("S1");
    learned(Op.REVERSE_SETTLEMENT, Answer.of(Answer.Word.REVERSED));
    assertThat(leg().state()).isEqualTo(LegState.RETURNED);
    assertThat(Courses.decide(payment, now).payment().status()).isEqualTo(PaymentStatus.CANCELLED);
  }

  /** Known to stand by the answer to the settlement itself, it is as booked whatever is said. */
  @Test
  void oneWhoseSharesAreKnownStaysAsItIs() {
    assertThat(asked()).isEqualTo(Op.SETTLE);
    Answer settled = Answer.settled("S1", leg().expected().orElseThrow());
    payment = Courses.learn(payment, new Command(Op.SETTLE, leg, "", 100), settled, now);
    Leg stood = leg();
    learned(Op.QUERY_SETTLEMENT, UNBOOKABLE);
    assertThat(leg().state()).isEqualTo(LegState.SUCCEEDED);
    assertThat(leg().settled()).isEqualTo(stood.settled());
    assertThat(leg().unbookable()).isFalse();
  }
}
