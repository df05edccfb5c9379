package org.yima.gateway.unionpay;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.yima.gateway.DeclineReason;
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
  /** The {@code txnType} of a payment. */
  static final Set<String> PAYMENT = Set.of("01");

  /** Of a refund. */
  static final Set<String> REFUND = Set.of("04");

  /** The last letter of a cancellation's number. */
  static final String CANCELLATION = "V";

  /** And of that of the refund which takes its place. */
  static final String REFUND_INSTEAD = "W";

  private static final Set<String> CANCELLED = Set.of("31");

  /** The {@code txnSubType} of a payment by the payer's code. */
  static final String BY_CODE = "06";

  private final AcpClient client;
  private final UnionPayProfile profile;

  AcpQueries(AcpClient client, UnionPayProfile profile) {
    this.client = client;
    this.profile = profile;
  }

  /**
   * How a transaction stands.
   *
   * @param isMissing whether the platform does not know it
   * @param code its own answer code, {@code 34} when it is missing
   * @param facts of the answer
   */
  record Found(boolean isMissing, String code, AcpFields facts) {

    boolean isDone() {
      return !isMissing && AcpCode.isDone(code);
    }

    /** A refusal that is known as one. */
    boolean isRefused() {
      return !isMissing && AcpCode.isRefusal(code);
    }
  }

  /**
   * Asks for a transaction.
   *
   * @param kinds the {@code txnType} it may have; the answer carries that of the transaction, and
   *     one of another kind is not what was asked for
   */
  Outcome<Found> find(Merchant merchant, String number, Instant at, Set<String> kinds) {
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
                        return Outcome.succeeded(new Found(true, code, answer));
                      }
                      if (!AcpCode.isDone(code)) {
                        return notAnswered(code);
                      }
                      if (!kinds.contains(answer.text("txnType"))) {
                        throw new UnreadableAnswer("txnType");
                      }
                      return Outcome.succeeded(
                          new Found(false, answer.text("origRespCode"), answer));
                    }));
  }

  /** A query that is itself "accepted" says nothing. */
  private static <T> Outcome<T> notAnswered(String code) {
    return AcpCode.isOpen(code)
        ? Outcome.unknown(UnknownCause.SERVER_ERROR)
        : AcpCode.refused(code);
  }

  /**
   * What undid, or was to undo, an order that was paid by code: its cancellation, and the refund
   * that takes its place where the settlement day is over.
   */
  record Undoing(Found cancellation, Found refund) {
    private Stream<Found> both() {
      return Stream.of(cancellation, refund);
    }

    boolean isDone() {
      return both().anyMatch(Found::isDone);
    }

    /** Whether one of them is neither missing nor refused. */
    boolean stands() {
      return both().anyMatch(each -> !each.isMissing() && !each.isRefused());
    }
  }

  Outcome<Undoing> undoing(Merchant merchant, OrderRef order) {
    return undoing(merchant, order, CANCELLATION)
        .then(
            first ->
                undoing(merchant, order, REFUND_INSTEAD).map(second -> new Undoing(first, second)));
  }

  private Outcome<Found> undoing(Merchant merchant, OrderRef order, String suffix) {
    String number = AcpNumbers.undoing(order.number(), suffix);
    return find(merchant, number, order.at(), suffix.equals(CANCELLATION) ? CANCELLED : REFUND)
        .sure()
        .then(
            found ->
                UnreadableAnswer.orUnknown(
                    () -> {
                      if (!found.isMissing()) {
                        mustBelong(found, order);
                      }
                      return Outcome.succeeded(found);
                    }));
  }

  /** What goes back carries the number of its order, always. */
  private static void mustBelong(Found found, OrderRef order) {
    if (!found.facts().text("reqReserved").equals(order.number())) {
      throw new UnreadableAnswer("reqReserved");
    }
  }

  /**
   * An order as the port sees it. A payment stays "00" when it is undone, so that of one by code
   * what may have undone it is asked for too.
   *
   * @param isOver whether its time is over: before, a failed attempt may be followed by another
   */
  Outcome<Charge> charge(Merchant merchant, OrderRef order, boolean isOver) {
    return find(merchant, order.number(), order.at(), PAYMENT)
        .then(
            found ->
                UnreadableAnswer.orUnknown(
                    () -> {
                      if (isOver && !found.isMissing() && AcpCode.isOpen(found.code())) {
                        // Nobody is paying any more, and the platform does not know what became
                        // of it: that is an open question and no state.
                        return Outcome.unknown(UnknownCause.SERVER_ERROR);
                      }
                      Charge charge = charge(order, found, isOver);
                      return found.isDone() && isByCode(found)
                          ? standing(merchant, order, charge)
                          : Outcome.succeeded(charge);
                    }));
  }

  private static boolean isByCode(Found found) {
    return found.facts().text("txnSubType").equals(BY_CODE);
  }

  /** A paid order, which is revoked when it was undone: nothing is left of the payment. */
  private Outcome<Charge> standing(Merchant merchant, OrderRef order, Charge paid) {
    return undoing(merchant, order)
        .then(
            undone -> {
              if (undone.isDone()) {
                return Outcome.succeeded(
                    new Charge(
                        paid.orderNumber(),
                        Charge.State.CLOSED,
                        paid.totalFen(),
                        paid.transactionId(),
                        paid.paidAt()));
              }
              return undone.stands() ? Outcome.stillRunning() : Outcome.succeeded(paid);
            });
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

  /** When its time is over, any code that does not ask for patience is a failure, known or not. */
  private static Charge.State state(Found found, boolean isOver) {
    if (AcpCode.isTaken(found.code())) {
      return Charge.State.DEBITED;
    }
    if (isOver) {
      return Charge.State.FAILED;
    }
    return found.isRefused() ? Charge.State.NOT_PAID : Charge.State.PAYING;
  }

  static Charge paid(String number, Instant ordered, AcpFields facts) {
    return new Charge(
        number,
        Charge.State.PAID,
        facts.fen("txnAmt"),
        Optional.of(facts.text("queryId")),
        Optional.of(facts.doneAt(ordered)));
  }

  private static Outcome<Charge> unlessRevoked(Charge charge) {
    return charge.state() == Charge.State.PAID
        ? Outcome.succeeded(charge)
        : Outcome.declined(DeclineReason.CLOSED, AcpCode.DUPLICATE);
  }

  /**
   * A payment by code right after it was accepted: one that failed will not be tried again.
   *
   * @param repeated whether it stood there before, and may have been undone since
   */
  Outcome<Charge> codePayment(Merchant merchant, CodePayment payment, boolean repeated) {
    OrderRef order = payment.order();
    return find(merchant, order.number(), order.at(), PAYMENT)
        .sure()
        .then(
            found ->
                UnreadableAnswer.orUnknown(
                    () -> {
                      if (found.isDone()) {
                        Charge paid = paid(order.number(), order.at(), found.facts());
                        if (paid.totalFen() != payment.totalFen()) {
                          return Outcome.unknown(UnknownCause.UNREADABLE);
                        }
                        return repeated
                            ? standing(merchant, order, paid).then(AcpQueries::unlessRevoked)
                            : Outcome.succeeded(paid);
                      }
                      return found.isRefused()
                          ? AcpCode.refused(found.code())
                          : Outcome.stillRunning();
                    }));
  }

  /**
   * A refund.
   *
   * @param sent its number as it was sent
   */
  Outcome<Refund> refund(Merchant merchant, RefundRef refund, String sent) {
    return find(merchant, sent, refund.at(), REFUND)
        .then(found -> UnreadableAnswer.orUnknown(() -> Outcome.succeeded(refund(refund, found))));
  }

  private static Refund refund(RefundRef refund, Found found) {
    if (found.isMissing()) {
      return Refund.notFound(refund.number());
    }
    mustBelong(found, refund.order());
    return refund(refund.number(), refund.order().number(), refund.at(), found);
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
