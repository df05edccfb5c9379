package org.yima.payment.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.insurance.SettlementStatus;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.Refund;
import org.yima.payment.leg.Answer;
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

  /** The same words again are refused again, unless what is wrong is our right to say them. */
  @Test
  void aClaimThatIsWrongOrLacksProofIsAPersons() {
    for (DeclineReason reason :
        List.of(
            DeclineReason.INSURER_DECLINED,
            DeclineReason.INVALID_REQUEST,
            DeclineReason.NOT_FOUND,
            DeclineReason.CLOSED,
            DeclineReason.OTHER)) {
      assertThat(Answers.ofClaim(Outcome.declined(reason, "documents.missing")))
          .isEqualTo(Answer.of(Word.DENIED, "documents.missing"));
    }
    for (DeclineReason reason :
        List.of(DeclineReason.CREDENTIALS_REFUSED, DeclineReason.NOT_PERMITTED)) {
      assertThat(Answers.ofClaim(Outcome.declined(reason, "key")).word()).isEqualTo(Word.REFUSED);
    }
    assertThat(Answers.ofClaim(Outcome.declined(DeclineReason.BUSY, "busy")).word())
        .isEqualTo(Word.BUSY);
  }

  /** Somebody claimed on the guarantee, and a used id was told something: neither is a no. */
  @Test
  void aClaimOfWhichSomethingIsKnownIsNotRefused() {
    assertThat(Answers.ofClaim(Outcome.declined(DeclineReason.ALREADY_CLAIMED, "claimed")))
        .isEqualTo(Answer.of(Word.ALREADY, "claimed"));
    assertThat(Answers.ofClaim(Outcome.declined(DeclineReason.ID_REUSED, "id.reused")))
        .isEqualTo(Answer.of(Word.UNKNOWN, "id.reused"));
  }

  @Test
  void aSettlementThatNobodyCanBookIsToldByItsNumber() {
    SettlementStatus status =
        new SettlementStatus(SettlementStatus.State.SETTLED, Optional.of("S1"), Optional.empty());
    assertThat(Answers.ofStatus(status)).isEqualTo(Answer.unbookable("S1"));
  }
}
