package org.yima.gateway.alipay;

import java.util.Optional;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.wallet.Closed;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.MixedCharge;
import org.yima.gateway.wallet.MixedGateway;
import org.yima.gateway.wallet.MixedRefund;
import org.yima.gateway.wallet.MixedRefundOrder;
import org.yima.gateway.wallet.OrderRef;
import org.yima.gateway.wallet.Refund;
import org.yima.gateway.wallet.RefundRef;

/**
 * Closing an order and returning its cash by {@code alipay.commerce.medical.trade.cancel} and
 * {@code .refund}, which name it by our own number.
 */
final class MedicalCash {
  private final AlipayCalls calls;
  private final MedicalWords words;

  MedicalCash(AlipayCalls calls, MedicalWords words) {
    this.calls = calls;
    this.words = words;
  }

  /** What has become of the order is to be asked afterwards ({@link #over}). */
  Outcome<Closed> cancel(Merchant merchant, OrderRef order) {
    return calls
        .sendFor(merchant, MixedRequests.cancel(order))
        .then(
            answer ->
                answer.isDone()
                    ? UnreadableAnswer.orUnknown(
                        () -> {
                          answer.fields().mustRepeat("out_trade_no", order.number());
                          answer.fields().mustRepeat("trade_cancel_result", "SUCCESS");
                          return Outcome.succeeded(new Closed(order.number()));
                        })
                    : answer.declinedMove());
  }

  /** Whether an order that was cancelled while it waited is closed, by what it is now. */
  static Outcome<Closed> over(MixedCharge charge, OrderRef order) {
    return switch (charge.state()) {
      case PAID, REFUNDED -> Outcome.declined(DeclineReason.ALREADY_PAID, charge.state().name());
      case CREATED, PAYING -> Outcome.stillRunning();
      case NOT_FOUND, REVERSED, FAILED ->
          charge.isOneSided()
              ? Outcome.declined(DeclineReason.ALREADY_PAID, "ONE_SIDED")
              : Outcome.succeeded(new Closed(order.number()));
    };
  }

  Outcome<MixedRefund> refund(Merchant merchant, MixedRefundOrder order) {
    return calls
        .sendFor(merchant, MixedRequests.refund(order))
        .then(
            answer ->
                answer.isDone()
                    ? refunded(queryRefund(merchant, order.refund()), order)
                    : answer.declinedReturn());
  }

  /** As {@link MixedGateway#queryRefund}; an order that is not there has no refund either. */
  Outcome<Refund> queryRefund(Merchant merchant, RefundRef refund) {
    return calls
        .sendFor(merchant, MixedRequests.refundQuery(refund))
        .then(
            answer -> {
              if (answer.is("TRADE_NOT_EXIST") || words.noRefund().stream().anyMatch(answer::is)) {
                return Outcome.succeeded(Refund.notFound(refund.number()));
              }
              return answer.isDone()
                  ? UnreadableAnswer.orUnknown(
                      () ->
                          Outcome.succeeded(
                              MixedFacts.refund(answer.fields(), refund, words.refunds())))
                  : answer.declined();
            });
  }

  /**
   * The refund that was taken, once it is done; one of another amount is none that was asked for,
   * and a question that is refused refuses nothing. One that failed on its way to the payer was
   * taken all the same and is not declined: whoever asks for it ({@link MixedGateway#queryRefund})
   * is told that somebody has to act.
   */
  static Outcome<MixedRefund> refunded(Outcome<Refund> asked, MixedRefundOrder order) {
    return asked
        .sure()
        .then(
            refund ->
                switch (refund.state()) {
                  case SUCCEEDED ->
                      refund.refundFen() == order.cashFen()
                          ? Outcome.succeeded(
                              new MixedRefund(order.refund().number(), Optional.of(refund)))
                          : Outcome.unknown(UnknownCause.UNREADABLE);
                  case ABNORMAL, NOT_FOUND, PROCESSING, CLOSED -> Outcome.stillRunning();
                });
  }
}
