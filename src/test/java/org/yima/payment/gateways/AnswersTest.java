package org.yima.payment.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
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
}
