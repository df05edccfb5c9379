package org.yima.gateway.alipay;

import com.alipay.api.AlipayRequest;
import com.alipay.api.AlipayResponse;
import java.util.Map;
import java.util.Optional;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.NextAction;
import org.yima.gateway.Outcome;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.wallet.Closed;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.MixedCharge;
import org.yima.gateway.wallet.MixedGateway;
import org.yima.gateway.wallet.MixedInsured;
import org.yima.gateway.wallet.MixedOrder;
import org.yima.gateway.wallet.MixedRefund;
import org.yima.gateway.wallet.MixedRefundOrder;
import org.yima.gateway.wallet.Notification;
import org.yima.gateway.wallet.NotificationReply;
import org.yima.gateway.wallet.OrderRef;
import org.yima.gateway.wallet.Refund;
import org.yima.gateway.wallet.RefundRef;

/**
 * Alipay's orders of the national mobile payment ({@code alipay.commerce.medical.payment.*}). The
 * family has no words for closing and returning. That the cash is a trade of Alipay, whose number
 * an order's query tells, and is closed and returned as one, could not be verified [X]: {@link
 * AlipayPaymentSettings.Cash} has the other way. The insurance part is revoked and returned at the
 * centre (6401, 6203).
 *
 * <p>Orders that insurance has no part in are the wallet's own ({@link AlipayWallet}) and refused
 * here.
 */
public final class AlipayPayment implements MixedGateway {
  private final AlipayCalls calls;
  private final AlipayPaymentSettings settings;
  private final PaymentRequests requests;
  private final PaymentFacts facts;
  private final MedicalCash cash;
  private final AlipayNotifications notifications;

  /**
   * Orders of the national mobile payment.
   *
   * @param provider our own number at Alipay (PID), which notifications do not repeat
   */
  public AlipayPayment(
      AlipaySettings application, AlipayPaymentSettings settings, String provider) {
    this.calls = new AlipayCalls(application);
    this.settings = settings;
    this.requests = new PaymentRequests(settings);
    this.facts = new PaymentFacts(settings);
    this.cash = new MedicalCash(calls, settings.words());
    this.notifications = new AlipayNotifications(application, provider);
  }

  @Override
  public Outcome<MixedCharge> order(Merchant merchant, MixedOrder order) {
    Optional<MixedInsured> insured = order.insured();
    if (insured.isEmpty()) {
      return Outcome.declined(DeclineReason.INVALID_REQUEST, "CASH_ONLY");
    }
    Outcome<MixedCharge> asked =
        send(merchant, requests.create(merchant, order, insured.get()))
            .then(answer -> done(answer, "data"))
            .then(data -> UnreadableAnswer.orUnknown(() -> page(data, order, insured.get())));
    return OrderedBefore.or(asked, order, () -> query(merchant, order.order()));
  }

  private static Outcome<MixedCharge> page(Fields data, MixedOrder order, MixedInsured insured) {
    data.mustRepeat("out_trade_no", order.order().number());
    data.mustRepeat("med_org_ord", order.serial());
    data.mustRepeat("pay_order_id", insured.payOrderId());
    return Outcome.pending(
        new NextAction(NextAction.Kind.LINK, Map.of("url", Links.of(data, "pay_url"))));
  }

  /**
   * The object in which a method of this family says what it did. It may refuse as every method
   * does, or by a word beside an answer that is otherwise done.
   */
  private Outcome<Fields> done(AlipayAnswer answer, String object) {
    if (!answer.isDone()) {
      return answer.declined();
    }
    return UnreadableAnswer.orUnknown(
        () -> {
          String result = answer.fields().text("result_code");
          return result.equals(settings.done())
              ? Outcome.succeeded(
                  answer.fields().object(object).orElseThrow(() -> new UnreadableAnswer(object)))
              : Outcome.declined(DeclineReason.OTHER, result);
        });
  }

  /** What the query says of an order, as it stands there; nothing where there is no order. */
  private Outcome<Optional<Fields>> asked(Merchant merchant, OrderRef order) {
    return send(merchant, PaymentRequests.query(order))
        .then(
            answer ->
                isUnknown(answer)
                    ? Outcome.succeeded(Optional.<Fields>empty())
                    : done(answer, "result_data")
                        .then(
                            said ->
                                UnreadableAnswer.orUnknown(
                                    () -> {
                                      said.mustRepeat("out_trade_no", order.number());
                                      return Outcome.succeeded(Optional.of(said));
                                    })));
  }

  private boolean isUnknown(AlipayAnswer answer) {
    return answer.isDone()
        ? answer
            .fields()
            .optionalText("result_code")
            .filter(settings.noOrder()::contains)
            .isPresent()
        : settings.noOrder().stream().anyMatch(answer::is);
  }

  @Override
  public Outcome<MixedCharge> query(Merchant merchant, OrderRef order) {
    return asked(merchant, order).then(said -> charge(said, order));
  }

  private Outcome<MixedCharge> charge(Optional<Fields> said, OrderRef order) {
    return UnreadableAnswer.orUnknown(
        () ->
            Outcome.succeeded(
                said.map(fields -> facts.charge(fields, order.number()))
                    .orElseGet(() -> MixedCharge.notFound(order.number()))));
  }

  /**
   * Closing is closing the cash. Where there is none yet, or no cash at all, the order can be paid
   * until the centre has revoked it or its time is over.
   */
  @Override
  public Outcome<Closed> close(Merchant merchant, OrderRef order) {
    return asked(merchant, order)
        .then(
            said ->
                charge(said, order)
                    .then(
                        charge ->
                            close(
                                merchant, order, charge, said.flatMap(PaymentFacts::tradeNumber))));
  }

  private Outcome<Closed> close(
      Merchant merchant, OrderRef order, MixedCharge charge, Optional<String> tradeNo) {
    return switch (charge.state()) {
      case REVERSED, FAILED ->
          charge.isOneSided()
              ? Outcome.declined(DeclineReason.ALREADY_PAID, "ONE_SIDED")
              : Outcome.succeeded(new Closed(order.number()));
      case NOT_FOUND -> Outcome.declined(DeclineReason.NOT_FOUND, "ORDER_NOT_EXIST");
      case PAYING -> Outcome.stillRunning();
      case PAID, REFUNDED -> Outcome.declined(DeclineReason.ALREADY_PAID, charge.state().name());
      case CREATED ->
          charge.cash() == MixedCharge.Part.NONE
              ? Outcome.stillRunning()
              : closeCash(merchant, order, tradeNo);
    };
  }

  private Outcome<Closed> closeCash(Merchant merchant, OrderRef order, Optional<String> tradeNo) {
    return switch (settings.cash()) {
      case TRADE ->
          tradeNo
              .map(trade -> closed(merchant, order, trade).then(it -> over(merchant, order)))
              .orElseGet(Outcome::stillRunning);
      case MEDICAL -> cash.cancel(merchant, order).then(it -> over(merchant, order));
    };
  }

  /**
   * The centre may have settled since the order was looked at: its part stands without the cash.
   */
  private Outcome<Closed> over(Merchant merchant, OrderRef order) {
    return query(merchant, order).sure().then(charge -> MedicalCash.over(charge, order));
  }

  /** A trade that does not wait any more has been paid or closed since: the next asking tells. */
  private Outcome<Closed> closed(Merchant merchant, OrderRef order, String tradeNo) {
    return send(merchant, PaymentRequests.close(tradeNo))
        .then(
            answer -> {
              if (answer.is("REASON_TRADE_STATUS_INVALID") || answer.is("TRADE_STATUS_ERROR")) {
                return Outcome.stillRunning();
              }
              return answer.isDone()
                  ? UnreadableAnswer.orUnknown(
                      () -> {
                        answer.fields().mustRepeat("trade_no", tradeNo);
                        return Outcome.succeeded(new Closed(order.number()));
                      })
                  : answer.declinedMove();
            });
  }

  @Override
  public Outcome<MixedRefund> refund(Merchant merchant, MixedRefundOrder order) {
    if (order.cashFen() == 0) {
      return Outcome.succeeded(new MixedRefund(order.refund().number(), Optional.empty()));
    }
    return switch (settings.cash()) {
      case TRADE -> refundTrade(merchant, order);
      case MEDICAL -> cash.refund(merchant, order);
    };
  }

  private Outcome<MixedRefund> refundTrade(Merchant merchant, MixedRefundOrder order) {
    return asked(merchant, order.refund().order())
        .sure()
        .then(
            said ->
                said.flatMap(PaymentFacts::tradeNumber)
                    .map(tradeNo -> refund(merchant, order, tradeNo))
                    .orElseGet(() -> Outcome.declined(DeclineReason.NOT_FOUND, "TRADE_NO")));
  }

  /** The refund's own answer tells what went back in all: this very one is asked for. */
  private Outcome<MixedRefund> refund(Merchant merchant, MixedRefundOrder order, String tradeNo) {
    return send(merchant, PaymentRequests.refund(tradeNo, order))
        .then(
            answer ->
                answer.isDone()
                    ? MedicalCash.refunded(queryRefund(merchant, order.refund(), tradeNo), order)
                    : answer.declinedReturn());
  }

  @Override
  public Outcome<Refund> queryRefund(Merchant merchant, RefundRef refund) {
    return switch (settings.cash()) {
      case TRADE ->
          asked(merchant, refund.order())
              .then(
                  said ->
                      said.flatMap(PaymentFacts::tradeNumber)
                          .map(tradeNo -> queryRefund(merchant, refund, tradeNo))
                          .orElseGet(() -> Outcome.succeeded(Refund.notFound(refund.number()))));
      case MEDICAL -> cash.queryRefund(merchant, refund);
    };
  }

  private Outcome<Refund> queryRefund(Merchant merchant, RefundRef refund, String tradeNo) {
    return send(merchant, PaymentRequests.refundQuery(tradeNo, refund))
        .then(
            answer ->
                answer.isDone()
                    ? UnreadableAnswer.orUnknown(
                        () ->
                            Outcome.succeeded(
                                PaymentFacts.refund(answer.fields(), tradeNo, refund)))
                    : answer.declined());
  }

  private <T extends AlipayResponse> Outcome<AlipayAnswer> send(
      Merchant merchant, AlipayRequest<T> request) {
    return calls.sendFor(merchant, request);
  }

  @Override
  public Notification parseNotification(Map<String, String> headers, String body) {
    return notifications.parseMixed(body, settings.words().report(), facts::charge);
  }

  @Override
  public NotificationReply accepted() {
    return AlipayNotifications.ACCEPTED;
  }

  @Override
  public NotificationReply refused() {
    return AlipayNotifications.REFUSED;
  }
}
