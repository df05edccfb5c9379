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

  /**
   * Returns money.
   *
   * @param sent the refund's number as it is sent
   */
  Outcome<Refund> refund(Merchant merchant, RefundOrder order, String sent) {
    return queries
        .refund(merchant, order.refund(), sent)
        .sure()
        .then(
            found ->
                found.state() == Refund.State.NOT_FOUND
                    ? begin(merchant, order, sent)
                    : known(found, order));
  }

  private Outcome<Refund> begin(Merchant merchant, RefundOrder order, String sent) {
    OrderRef paid = order.refund().order();
    return queries
        .find(merchant, paid.number(), paid.at(), AcpQueries.PAYMENT)
        .sure()
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
                      return send(merchant, order, sent, found.facts().text("queryId"));
                    }));
  }

  private Outcome<Refund> send(Merchant merchant, RefundOrder order, String sent, String queryId) {
    AcpFields message =
        client
            .message(merchant, REFUND, "00", settings.profile().afterProduct())
            .with("orderId", sent)
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
                  : queries
                      .refund(merchant, order.refund(), sent)
                      .sure()
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
      case CLOSED, ABNORMAL -> Outcome.declined(DeclineReason.CLOSED, "CLOSED");
      case NOT_FOUND -> Outcome.unknown(UnknownCause.UNREADABLE);
    };
  }

  /**
   * Undoes a payment by code. A payment that failed is undone by itself; one that stands is
   * cancelled as a whole under a number made of its own, so that a second cancellation is the
   * first. Where a cancellation is refused because the settlement day is over, the whole is
   * refunded under another such number: the platform may keep what it refused under the first.
   */
  Outcome<Reversed> reverse(Merchant merchant, OrderRef order) {
    return queries
        .find(merchant, order.number(), order.at(), AcpQueries.PAYMENT)
        .sure()
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
                      if (AcpCode.isTaken(found.code())) {
                        return Outcome.declined(DeclineReason.PAYER_DEBITED, found.code());
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
            undoing ->
                known(undoing, order).orElseGet(() -> begin(merchant, order, paid, undoing)));
  }

  /** What is known when one of the two stands. */
  private static Optional<Outcome<Reversed>> known(AcpQueries.Undoing undoing, OrderRef order) {
    if (undoing.isDone()) {
      return Optional.of(Outcome.succeeded(new Reversed(order.number())));
    }
    return undoing.stands() ? Optional.of(Outcome.stillRunning()) : Optional.empty();
  }

  private Outcome<Reversed> begin(
      Merchant merchant, OrderRef order, AcpFields paid, AcpQueries.Undoing undoing) {
    if (undoing.refund().isRefused()) {
      return refused(undoing.refund().code());
    }
    if (undoing.cancellation().isMissing()) {
      return undo(merchant, order, paid, CANCEL);
    }
    return isTooLate(undoing.cancellation().code())
        ? undo(merchant, order, paid, REFUND)
        : refused(undoing.cancellation().code());
  }

  private static boolean isTooLate(String code) {
    return AcpCode.reason(code).equals(Optional.of(DeclineReason.REFUND_NOT_ALLOWED));
  }

  private Outcome<Reversed> undo(Merchant merchant, OrderRef order, AcpFields paid, String type) {
    String suffix = type.equals(CANCEL) ? AcpQueries.CANCELLATION : AcpQueries.REFUND_INSTEAD;
    AcpFields message =
        client
            .message(merchant, type, "00", settings.profile().afterProduct())
            .with("orderId", AcpNumbers.undoing(order.number(), suffix))
            .with("txnTime", AcpFields.time(order.at()))
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
              return AcpCode.isOpen(code)
                  ? AcpCode.refused(code)
                  : afterRefusal(merchant, order, paid, type, code);
            });
  }

  /** An earlier one, whose answer was lost, may have arrived meanwhile and be why. */
  private Outcome<Reversed> afterRefusal(
      Merchant merchant, OrderRef order, AcpFields paid, String type, String code) {
    return queries
        .undoing(merchant, order)
        .then(
            undoing ->
                known(undoing, order)
                    .orElseGet(
                        () ->
                            type.equals(CANCEL) && isTooLate(code) && undoing.refund().isMissing()
                                ? undo(merchant, order, paid, REFUND)
                                : refused(code)));
  }
}
