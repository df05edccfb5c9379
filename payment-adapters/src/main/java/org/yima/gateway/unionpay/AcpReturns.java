package org.yima.gateway.unionpay;

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
 * Money back. Both kinds name the payment by the platform's own number, so the payment is asked for
 * first; both are sent at most once per call, and a repetition (12) is answered by a query.
 */
final class AcpReturns {
  private final AcpClient client;
  private final UnionPaySettings settings;
  private final AcpQueries queries;

  AcpReturns(AcpClient client, UnionPaySettings settings, AcpQueries queries) {
    this.client = client;
    this.settings = settings;
    this.queries = queries;
  }

  Outcome<Refund> refund(Merchant merchant, RefundOrder order) {
    OrderRef paid = order.refund().order();
    return queries
        .find(merchant, paid.number(), paid.at())
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
            .message(merchant, "04", "00", settings.profile().afterProduct())
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
              if (code.equals(AcpCode.DUPLICATE)) {
                return queries.refund(merchant, order.refund()).then(found -> known(found, order));
              }
              if (code.equals("64")) {
                return Outcome.declined(DeclineReason.MERCHANT_BALANCE_TOO_LOW, code);
              }
              return AcpCode.isDone(code) ? Outcome.stillRunning() : AcpCode.refused(code);
            });
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
   * first.
   */
  Outcome<Reversed> reverse(Merchant merchant, OrderRef order) {
    return queries
        .find(merchant, order.number(), order.at())
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
    OrderRef undo = cancellation(order);
    return queries
        .find(merchant, undo.number(), undo.at())
        .then(
            found -> {
              if (found.isMissing()) {
                return sendCancel(merchant, order, undo, paid);
              }
              if (found.isDone()) {
                return Outcome.succeeded(new Reversed(order.number()));
              }
              return found.isRefused()
                  ? Outcome.declined(DeclineReason.REFUND_ABNORMAL, found.code())
                  : Outcome.stillRunning();
            });
  }

  private Outcome<Reversed> sendCancel(
      Merchant merchant, OrderRef order, OrderRef undo, AcpFields paid) {
    AcpFields message =
        client
            .message(merchant, "31", "00", settings.profile().afterProduct())
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
              return AcpCode.isDone(code) || code.equals(AcpCode.DUPLICATE)
                  ? Outcome.stillRunning()
                  : AcpCode.refused(code);
            });
  }

  /** The number of an order's cancellation: its own and a V, within the forty that fit. */
  private static OrderRef cancellation(OrderRef order) {
    String number = order.number();
    return new OrderRef((number.length() == 40 ? number.substring(1) : number) + "V", order.at());
  }
}
