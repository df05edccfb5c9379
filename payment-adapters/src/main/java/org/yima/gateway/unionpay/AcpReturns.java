package org.yima.gateway.unionpay;

import java.util.Optional;
import java.util.stream.Stream;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.OrderRef;
import org.yima.gateway.wallet.Refund;
import org.yima.gateway.wallet.RefundOrder;
import org.yima.gateway.wallet.Reversed;

/**
 * Money back. Both kinds are asked for by their own number first, for one that is there already is
 * not sent again, whatever the platform would say to it now. They name the payment by the
 * platform's own number, so it is asked for too. Each is sent at most once per call, and a refusal
 * is final only when nothing stands under the number afterwards either.
 */
final class AcpReturns {
  private static final String CANCEL = "31";
  private static final String REFUND = "04";
  private final AcpClient client;
  private final UnionPaySettings settings;
  private final AcpQueries queries;

  AcpReturns(AcpClient client, UnionPaySettings settings, AcpQueries queries) {
    this.client = client;
    this.settings = settings;
    this.queries = queries;
  }

  Outcome<Refund> refund(Merchant merchant, RefundOrder order) {
    return AcpQueries.sure(queries.refund(merchant, order.refund()))
        .then(
            found ->
                found.state() == Refund.State.NOT_FOUND
                    ? begin(merchant, order)
                    : known(found, order));
  }

  private Outcome<Refund> begin(Merchant merchant, RefundOrder order) {
    OrderRef paid = order.refund().order();
    return queries
        .find(merchant, paid.number(), paid.at(), AcpQueries.PAYMENT)
        .then(
            found ->
                UnreadableAnswer.orUnknown(
                    () -> {
                      if (found.isMissing()) {
                        return Outcome.declined(DeclineReason.NOT_FOUND, AcpCode.NOT_FOUND);
                      }
                      if (!found.isDone()) {
                        return Outcome.declined(DeclineReason.REFUND_NOT_ALLOWED, found.code());
                      }
                      if (found.facts().fen("txnAmt") != order.totalFen()) {
                        return Outcome.declined(DeclineReason.INVALID_REQUEST, "txnAmt");
                      }
                      return send(merchant, order, found.facts().text("queryId"));
                    }));
  }

  private Outcome<Refund> send(Merchant merchant, RefundOrder order, String queryId) {
    AcpFields message =
        client
            .message(merchant, REFUND, "00", settings.profile().afterProduct())
            .with("orderId", order.refund().number())
            .with("txnTime", AcpFields.time(order.refund().at()))
            .with("txnAmt", Long.toString(order.refundFen()))
            .with("currencyCode", "156")
            .with("origQryId", queryId)
            // Comes back in queries, notifications and the file: it names the order there.
            .with("reqReserved", order.refund().order().number())
            .with("backUrl", order.notifyUrl().toString());
    return client
        .call(merchant, "backTransReq.do", message)
        .then(
            answer -> {
              String code = answer.text("respCode");
              if (AcpCode.isDone(code)) {
                return repeats(message, answer)
                    ? Outcome.stillRunning()
                    : Outcome.unknown(UnknownCause.UNREADABLE);
              }
              return AcpCode.isOpen(code)
                  ? AcpCode.refused(code)
                  : AcpQueries.sure(queries.refund(merchant, order.refund()))
                      .then(
                          found ->
                              found.state() == Refund.State.NOT_FOUND
                                  ? refused(code)
                                  : known(found, order));
            });
  }

  /** Whether an answer is of the amount and the payment that were named, where it names any. */
  private static boolean repeats(AcpFields asked, AcpFields answer) {
    return Stream.of("origQryId", "txnAmt")
        .allMatch(
            name ->
                answer.optional(name).isEmpty()
                    || answer.optional(name).equals(asked.optional(name)));
  }

  private static <T> Outcome<T> refused(String code) {
    if (code.equals(AcpCode.DUPLICATE)) {
      return Outcome.unknown(UnknownCause.UNREADABLE);
    }
    return code.equals("64")
        ? Outcome.declined(DeclineReason.MERCHANT_BALANCE_TOO_LOW, code)
        : AcpCode.refused(code);
  }

  private static Outcome<Refund> known(Refund found, RefundOrder order) {
    if (found.state() != Refund.State.NOT_FOUND && found.refundFen() != order.refundFen()) {
      return Outcome.declined(DeclineReason.ID_REUSED, AcpCode.DUPLICATE);
    }
    return switch (found.state()) {
      case SUCCEEDED -> Outcome.succeeded(found);
      case PROCESSING -> Outcome.stillRunning();
      case CLOSED, ABNORMAL -> Outcome.declined(DeclineReason.REFUND_ABNORMAL, "CLOSED");
      case NOT_FOUND -> Outcome.unknown(UnknownCause.UNREADABLE);
    };
  }

  /**
   * Undoes a payment by code. A payment that failed is undone by itself; one that stands is
   * cancelled as a whole under a number made of its own, so that a second cancellation is the
   * first. Where a cancellation is refused because the settlement day is over, the whole is
   * refunded under the same number.
   */
  Outcome<Reversed> reverse(Merchant merchant, OrderRef order) {
    return queries
        .find(merchant, order.number(), order.at(), AcpQueries.PAYMENT)
        .then(
            found ->
                UnreadableAnswer.orUnknown(
                    () -> {
                      if (found.isMissing()) {
                        return Outcome.declined(DeclineReason.NOT_FOUND, AcpCode.NOT_FOUND);
                      }
                      if (found.isDone()) {
                        return cancel(merchant, order, found.facts());
                      }
                      return found.isRefused()
                          ? Outcome.succeeded(new Reversed(order.number()))
                          : Outcome.stillRunning();
                    }));
  }

  private Outcome<Reversed> cancel(Merchant merchant, OrderRef order, AcpFields paid) {
    return queries
        .undoing(merchant, order)
        .then(
            found -> {
              if (found.isMissing()) {
                return sendUndo(merchant, order, paid, CANCEL);
              }
              if (found.isDone()) {
                return Outcome.succeeded(new Reversed(order.number()));
              }
              return found.isRefused()
                  ? Outcome.declined(DeclineReason.REFUND_ABNORMAL, found.code())
                  : Outcome.stillRunning();
            });
  }

  private Outcome<Reversed> sendUndo(
      Merchant merchant, OrderRef order, AcpFields paid, String type) {
    OrderRef undo = AcpQueries.undo(order);
    AcpFields message =
        client
            .message(merchant, type, "00", settings.profile().afterProduct())
            .with("orderId", undo.number())
            .with("txnTime", AcpFields.time(undo.at()))
            .with("txnAmt", Long.toString(paid.fen("txnAmt")))
            .with("currencyCode", "156")
            .with("origQryId", paid.text("queryId"))
            .with("reqReserved", order.number())
            .with("backUrl", settings.backUrl().toString());
    return client
        .call(merchant, "backTransReq.do", message)
        .then(
            answer -> {
              String code = answer.text("respCode");
              if (AcpCode.isDone(code) || code.equals(AcpCode.DUPLICATE)) {
                return Outcome.stillRunning();
              }
              return type.equals(CANCEL)
                      && AcpCode.reason(code).equals(Optional.of(DeclineReason.REFUND_NOT_ALLOWED))
                  ? sendUndo(merchant, order, paid, REFUND)
                  : AcpCode.refused(code);
            });
  }
}
