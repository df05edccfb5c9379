package org.yima.payment.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.Refund;
import org.yima.payment.leg.Answer.Word;

class AnswersTest {
  @Test
  void aReturnOfAnotherAmountIsNotOurs() {
    Refund refund =
        new Refund(
            "R1",
            "O1",
            Refund.State.SUCCEEDED,
            700,
            Optional.of("W1"),
            Optional.of(Instant.parse("2026-11-01T00:00:00Z")));
    assertThat(Answers.ofRefund(refund, 700).word()).isEqualTo(Word.REVERSED);
    assertThat(Answers.ofRefund(refund, 701).word()).isEqualTo(Word.UNKNOWN);
    assertThat(Answers.ofRefund(Refund.notFound("R1"), 700).word()).isEqualTo(Word.ABSENT);
  }

  /** The payer's money is neither the merchant's nor free: it is not dead and not to be refused. */
  @Test
  void whoWasDebitedForNothingIsAskedAboutUntilAPersonActs() {
    Charge debited =
        new Charge("O1", Charge.State.DEBITED, 700, Optional.empty(), Optional.empty());
    assertThat(Answers.ofCharge(debited).word()).isEqualTo(Word.UNKNOWN);
    assertThat(Answers.ofPrepay(Outcome.declined(DeclineReason.PAYER_DEBITED, "12")).word())
        .isEqualTo(Word.UNKNOWN);
    assertThat(Answers.ofClose(Outcome.declined(DeclineReason.PAYER_DEBITED, "DEBITED")).word())
        .isEqualTo(Word.UNKNOWN);
    assertThat(Answers.ofUndoing(Outcome.declined(DeclineReason.PAYER_DEBITED, "42")).word())
        .isEqualTo(Word.UNKNOWN);
  }
}
