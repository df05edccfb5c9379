package org.yima.payment.gateways;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.insurance.Settlement;
import org.yima.gateway.insurance.SettlementStatus;
import org.yima.gateway.insurer.Claim;
import org.yima.gateway.insurer.Guarantee;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.Refund;
import org.yima.payment.leg.Answer;
import org.yima.payment.leg.Answer.Word;
import org.yima.payment.leg.Shares;

/** Puts what each gateway says into the words of the leg machine. */
final class Answers {
  private Answers() {}

  static Answer ofPrepay(Outcome<Charge> outcome) {
    return outcome.fold(
        s -> ofCharge(s.value()),
        p -> Answer.of(Word.AWAITING),
        d ->
            switch (d.reason()) {
              case ALREADY_PAID -> Answer.of(Word.ALREADY, d.code());
              case CLOSED -> Answer.of(Word.DEAD, d.code());
              case PAYER_DEBITED -> Answer.of(Word.UNKNOWN, d.code());
              default -> refusedOrBusy(d);
            },
        u -> unknown());
  }

  /** That our number is taken says that something is known of it; what, is asked for. */
  static Answer ofCodePayment(Outcome<Charge> outcome) {
    return outcome.fold(
        s -> ofCharge(s.value()),
        p -> Answer.of(Word.AWAITING),
        d ->
            switch (d.reason()) {
              case ALREADY_PAID, ID_REUSED, CLOSED -> Answer.of(Word.UNKNOWN, d.code());
              default -> refusedOrBusy(d);
            },
        u -> unknown());
  }

  static <T> Answer ofUndoing(Outcome<T> outcome) {
    return outcome.fold(
        s -> Answer.of(Word.DEAD),
        p -> unknown(),
        d ->
            switch (d.reason()) {
              case NOT_FOUND -> Answer.of(Word.ABSENT, d.code());
              case MERCHANT_BALANCE_TOO_LOW, REFUND_NOT_ALLOWED, BUSY -> refusedOrBusy(d);
              default -> Answer.of(Word.UNKNOWN, d.code());
            },
        u -> unknown());
  }

  static Answer ofCharge(Charge charge) {
    return switch (charge.state()) {
      case NOT_FOUND -> Answer.of(Word.ABSENT);
      case NOT_PAID, PAYING -> Answer.of(Word.UNPAID);
      case PAID, REFUNDED -> Answer.paid(charge.transactionId().orElseThrow(), charge.totalFen());
      case CLOSED, FAILED -> Answer.of(Word.DEAD);
      // Neither paid nor free to be paid again: asked on, and the operator's after a while.
      case DEBITED -> Answer.of(Word.UNKNOWN, "debited");
    };
  }

  /** A declined or pending query says nothing about the money. */
  static <T> Answer ofQuery(Outcome<T> outcome, java.util.function.Function<T, Answer> known) {
    return outcome.fold(
        s -> known.apply(s.value()),
        p -> unknown(),
        d -> Answer.of(Word.UNKNOWN, d.code()),
        u -> unknown());
  }

  static <T> Answer ofClose(Outcome<T> outcome) {
    return outcome.fold(
        s -> Answer.of(Word.DEAD),
        p -> unknown(),
        d ->
            switch (d.reason()) {
              case ALREADY_PAID -> Answer.of(Word.ALREADY, d.code());
              case NOT_FOUND -> Answer.of(Word.ABSENT, d.code());
              case CLOSED -> Answer.of(Word.DEAD, d.code());
              default -> Answer.of(Word.UNKNOWN, d.code());
            },
        u -> unknown());
  }

  static Answer ofRefund(Outcome<Refund> outcome) {
    return outcome.fold(
        s -> ofRefund(s.value()),
        p -> Answer.of(Word.RUNNING),
        Answers::refusedOrBusy,
        u -> unknown());
  }

  /**
   * What a query found under the number of a return of ours.
   *
   * @param fen what was to go back; another amount is not our return, whatever its number says
   */
  static Answer ofRefund(Refund refund, long fen) {
    boolean ours = refund.state() == Refund.State.NOT_FOUND || refund.refundFen() == fen;
    return ours ? ofRefund(refund) : Answer.of(Word.UNKNOWN, "amount");
  }

  private static Answer ofRefund(Refund refund) {
    return switch (refund.state()) {
      case NOT_FOUND -> Answer.of(Word.ABSENT);
      case PROCESSING -> Answer.of(Word.RUNNING);
      case SUCCEEDED -> Answer.of(Word.REVERSED);
      case CLOSED -> Answer.of(Word.RETURN_FAILED);
      case ABNORMAL -> Answer.of(Word.REFUSED, "abnormal");
    };
  }

  static Answer ofSettle(Outcome<Settlement> outcome) {
    return outcome.fold(
        s -> settled(s.value()),
        p -> unknown(),
        d ->
            d.reason() == DeclineReason.ID_REUSED
                ? Answer.of(Word.UNKNOWN, d.code())
                : refusedOrBusy(d),
        u -> unknown());
  }

  static Answer ofStatus(SettlementStatus status) {
    return switch (status.state()) {
      case NOT_FOUND -> Answer.of(Word.ABSENT);
      case REVERSED -> Answer.of(Word.REVERSED);
      case SETTLED ->
          status
              .settlement()
              .map(Answers::settled)
              .orElseGet(() -> Answer.unbookable(status.setlId().orElseThrow()));
    };
  }

  private static Answer settled(Settlement settlement) {
    return Answer.settled(settlement.setlId().orElse(""), shares(settlement));
  }

  /** The bureau's division of a bill in our words. */
  static Shares shares(Settlement settlement) {
    Map<String, Long> funds = new TreeMap<>();
    settlement.funds().forEach((kind, amount) -> funds.put(kind.name(), amount));
    return new Shares(
        settlement.fundFen(),
        funds,
        settlement.accountFen(),
        settlement.mutualAidFen(),
        settlement.hospitalFen(),
        settlement.cashFen());
  }

  static <T> Answer ofOrder(Outcome<T> outcome, Word done) {
    return outcome.fold(
        s -> Answer.of(done), p -> unknown(), Answers::refusedOrBusy, u -> unknown());
  }

  static Answer ofGuarantee(Outcome<Guarantee> outcome) {
    return outcome.fold(
        s ->
            switch (s.value().state()) {
              case GUARANTEED -> guaranteed(s.value());
              case RELEASED -> Answer.of(Word.RELEASED);
              case CLAIMED -> Answer.of(Word.CLAIMED);
              case DECLINED -> Answer.of(Word.DENIED);
              case NOT_FOUND -> unknown();
            },
        p -> unknown(),
        Answers::ofInsurersNo,
        u -> unknown());
  }

  private static Answer guaranteed(Guarantee guarantee) {
    return new Answer(Word.GUARANTEED, guarantee.insurerRef().orElse(""), 0, Optional.empty(), "");
  }

  static Answer ofRelease(Outcome<Guarantee> outcome) {
    return outcome.fold(
        s -> Answer.of(s.value().state() == Guarantee.State.CLAIMED ? Word.ALREADY : Word.RELEASED),
        p -> unknown(),
        d ->
            switch (d.reason()) {
              case ALREADY_CLAIMED -> Answer.of(Word.ALREADY, d.code());
              case NOT_FOUND -> Answer.of(Word.ABSENT, d.code());
              default -> Answer.of(Word.UNKNOWN, d.code());
            },
        u -> unknown());
  }

  static Answer ofClaim(Outcome<Claim> outcome) {
    return outcome.fold(
        s ->
            switch (s.value().state()) {
              case ACCEPTED, REVERSED -> Answer.of(Word.CLAIMED);
              case DECLINED -> Answer.of(Word.DENIED);
              case NOT_FOUND -> unknown();
            },
        p -> unknown(),
        Answers::ofClaimsNo,
        u -> unknown());
  }

  /**
   * A claim is repeated word for word, so what the insurer finds wrong in it, or lacking, is for a
   * person; not so what is wrong with our right to speak to it, which may be mended meanwhile. That
   * its id, or its guarantee, is used says that something is known of a claim of ours.
   */
  private static <T> Answer ofClaimsNo(Outcome.Declined<T> declined) {
    return switch (declined.reason()) {
      case BUSY, CREDENTIALS_REFUSED, NOT_PERMITTED -> refusedOrBusy(declined);
      case ALREADY_CLAIMED -> Answer.of(Word.ALREADY, declined.code());
      case ID_REUSED -> Answer.of(Word.UNKNOWN, declined.code());
      default -> Answer.of(Word.DENIED, declined.code());
    };
  }

  static <T> Answer ofClaimReversal(Outcome<T> outcome) {
    return outcome.fold(
        s -> Answer.of(Word.REVERSED), p -> unknown(), Answers::ofInsurersNo, u -> unknown());
  }

  private static <T> Answer ofInsurersNo(Outcome.Declined<T> declined) {
    return declined.reason() == DeclineReason.INSURER_DECLINED
        ? Answer.of(Word.DENIED, declined.code())
        : refusedOrBusy(declined);
  }

  private static <T> Answer refusedOrBusy(Outcome.Declined<T> declined) {
    return Answer.of(declined.retryable() ? Word.BUSY : Word.REFUSED, declined.code());
  }

  private static Answer unknown() {
    return Answer.of(Word.UNKNOWN);
  }
}
