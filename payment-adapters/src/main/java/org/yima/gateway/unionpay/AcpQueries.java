package org.yima.gateway.unionpay;

import java.time.Instant;
import java.util.Optional;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.CodePayment;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.OrderRef;
import org.yima.gateway.wallet.Refund;
import org.yima.gateway.wallet.RefundRef;

/** What became of a transaction, asked for by its number and time. */
final class AcpQueries {
  private final AcpClient client;
  private final UnionPayProfile profile;

  AcpQueries(AcpClient client, UnionPayProfile profile) {
    this.client = client;
    this.profile = profile;
  }

  /**
   * How a transaction stands.
   *
   * @param code its own answer code, {@code 34} when the platform does not know it
   * @param facts of the answer
   */
  record Found(String code, AcpFields facts) {
    boolean isMissing() {
      return code.equals(AcpCode.NOT_FOUND);
    }

    boolean isDone() {
      return AcpCode.isDone(code);
    }

    /** A refusal that is known as one. */
    boolean isRefused() {
      return !isMissing() && AcpCode.isRefusal(code);
    }
  }

  Outcome<Found> find(Merchant merchant, String number, Instant at) {
    AcpFields message =
        client
            .message(merchant, "00", "00", profile.afterProduct())
            .with("orderId", number)
            .with("txnTime", AcpFields.time(at));
    return client
        .call(merchant, "queryTrans.do", message)
        .then(
            answer ->
                UnreadableAnswer.orUnknown(
                    () -> {
                      String code = answer.text("respCode");
                      if (code.equals(AcpCode.NOT_FOUND)) {
                        return Outcome.succeeded(new Found(code, answer));
                      }
                      return AcpCode.isDone(code)
                          ? Outcome.succeeded(new Found(answer.text("origRespCode"), answer))
                          : notAnswered(code);
                    }));
  }

  /** A query that is itself "accepted" says nothing. */
  private static <T> Outcome<T> notAnswered(String code) {
    return AcpCode.isOpen(code)
        ? Outcome.unknown(UnknownCause.SERVER_ERROR)
        : AcpCode.refused(code);
  }

  /**
   * An order as the port sees it.
   *
   * @param isOver whether its time is over: before, a failed attempt may be followed by another
   */
  Outcome<Charge> charge(Merchant merchant, OrderRef order, boolean isOver) {
    return find(merchant, order.number(), order.at())
        .then(
            found ->
                UnreadableAnswer.orUnknown(() -> Outcome.succeeded(charge(order, found, isOver))));
  }

  private static Charge charge(OrderRef order, Found found, boolean isOver) {
    if (found.isMissing()) {
      return Charge.notFound(order.number());
    }
    if (found.isDone()) {
      return paid(order.number(), order.at(), found.facts());
    }
    return new Charge(
        order.number(),
        state(found, isOver),
        found.facts().fen("txnAmt"),
        Optional.empty(),
        Optional.empty());
  }

  private static Charge.State state(Found found, boolean isOver) {
    if (!found.isRefused()) {
      return Charge.State.PAYING;
    }
    return isOver ? Charge.State.FAILED : Charge.State.NOT_PAID;
  }

  static Charge paid(String number, Instant ordered, AcpFields facts) {
    return new Charge(
        number,
        Charge.State.PAID,
        facts.fen("txnAmt"),
        Optional.of(facts.text("queryId")),
        Optional.of(facts.doneAt(ordered)));
  }

  /** A payment by code right after it was accepted: one that failed will not be tried again. */
  Outcome<Charge> codePayment(Merchant merchant, CodePayment payment) {
    OrderRef order = payment.order();
    return find(merchant, order.number(), order.at())
        .then(
            found ->
                UnreadableAnswer.orUnknown(
                    () -> {
                      if (found.isDone()) {
                        Charge paid = paid(order.number(), order.at(), found.facts());
                        return paid.totalFen() == payment.totalFen()
                            ? Outcome.succeeded(paid)
                            : Outcome.unknown(UnknownCause.UNREADABLE);
                      }
                      return found.isRefused()
                          ? AcpCode.refused(found.code())
                          : Outcome.stillRunning();
                    }));
  }

  Outcome<Refund> refund(Merchant merchant, RefundRef refund) {
    return find(merchant, refund.number(), refund.at())
        .then(found -> UnreadableAnswer.orUnknown(() -> Outcome.succeeded(refund(refund, found))));
  }

  private static Refund refund(RefundRef refund, Found found) {
    if (found.isMissing()) {
      return Refund.notFound(refund.number());
    }
    String order = refund.order().number();
    if (!found.facts().optional("reqReserved").orElse(order).equals(order)) {
      throw new UnreadableAnswer("reqReserved");
    }
    return refund(refund.number(), order, refund.at(), found);
  }

  /** A refund that failed stays with the merchant. */
  static Refund refund(String number, String order, Instant asked, Found found) {
    Refund.State state = Refund.State.PROCESSING;
    if (found.isDone()) {
      state = Refund.State.SUCCEEDED;
    } else if (found.isRefused()) {
      state = Refund.State.CLOSED;
    }
    return new Refund(
        number,
        order,
        state,
        found.facts().fen("txnAmt"),
        found.facts().optional("queryId"),
        found.isDone() ? Optional.of(found.facts().doneAt(asked)) : Optional.empty());
  }
}
