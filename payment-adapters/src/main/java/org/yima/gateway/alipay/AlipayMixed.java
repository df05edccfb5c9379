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
import org.yima.gateway.wallet.MixedOrder;
import org.yima.gateway.wallet.MixedRefund;
import org.yima.gateway.wallet.MixedRefundOrder;
import org.yima.gateway.wallet.Notification;
import org.yima.gateway.wallet.NotificationReply;
import org.yima.gateway.wallet.OrderRef;
import org.yima.gateway.wallet.Refund;
import org.yima.gateway.wallet.RefundRef;

/**
 * Alipay's orders of medical insurance and the payer's own money ({@code
 * alipay.commerce.medical.trade.*}). The official client gives the fields; words and rules that it
 * does not give are {@link AlipayMixedSettings}.
 *
 * <p>Alipay is not told of what the centre returned: a refund is that of the cash, and one without
 * cash has nothing to do here.
 */
public final class AlipayMixed implements MixedGateway {
  private final AlipayCalls calls;
  private final MixedRequests requests;
  private final MixedFacts facts;
  private final MedicalCash cash;
  private final String report;
  private final AlipayNotifications notifications;

  /**
   * Mixed orders.
   *
   * @param provider our own number at Alipay (PID), which notifications do not repeat
   */
  public AlipayMixed(AlipaySettings settings, AlipayMixedSettings mixed, String provider) {
    this.calls = new AlipayCalls(settings);
    this.requests = new MixedRequests(mixed);
    this.facts = new MixedFacts(mixed);
    this.cash = new MedicalCash(calls, mixed.words());
    this.report = mixed.words().report();
    this.notifications = new AlipayNotifications(settings, provider);
  }

  @Override
  public Outcome<MixedCharge> order(Merchant merchant, MixedOrder order) {
    Outcome<MixedCharge> asked =
        send(merchant, requests.create(merchant, order))
            .then(
                answer ->
                    answer.isDone()
                        ? UnreadableAnswer.orUnknown(() -> page(answer.fields(), order))
                        : answer.declined());
    return OrderedBefore.or(asked, order, () -> query(merchant, order.order()));
  }

  private static Outcome<MixedCharge> page(Fields answer, MixedOrder order) {
    answer.mustRepeat("out_trade_no", order.order().number());
    return Outcome.pending(
        new NextAction(NextAction.Kind.LINK, Map.of("url", Links.of(answer, "pay_url"))));
  }

  @Override
  public Outcome<MixedCharge> query(Merchant merchant, OrderRef order) {
    return send(merchant, MixedRequests.query(order))
        .then(
            answer -> {
              if (answer.is("TRADE_NOT_EXIST")) {
                return Outcome.succeeded(MixedCharge.notFound(order.number()));
              }
              return answer.isDone()
                  ? UnreadableAnswer.orUnknown(
                      () -> {
                        answer.fields().mustRepeat("out_trade_no", order.number());
                        return Outcome.succeeded(facts.charge(answer.fields(), order.number()));
                      })
                  : answer.declined();
            });
  }

  /**
   * Alipay's one word for closing also returns what is paid in cash: it is only said of an order
   * that waits. Should it be paid in that moment, its insurance stands, so what has become of it is
   * asked.
   */
  @Override
  public Outcome<Closed> close(Merchant merchant, OrderRef order) {
    return query(merchant, order)
        .then(
            charge ->
                switch (charge.state()) {
                  case REVERSED, FAILED ->
                      charge.isOneSided()
                          ? Outcome.declined(DeclineReason.ALREADY_PAID, "ONE_SIDED")
                          : Outcome.succeeded(new Closed(order.number()));
                  case NOT_FOUND -> Outcome.declined(DeclineReason.NOT_FOUND, "TRADE_NOT_EXIST");
                  case PAYING -> Outcome.stillRunning();
                  case PAID, REFUNDED ->
                      Outcome.declined(DeclineReason.ALREADY_PAID, charge.state().name());
                  case CREATED -> cash.cancel(merchant, order).then(it -> over(merchant, order));
                });
  }

  private Outcome<Closed> over(Merchant merchant, OrderRef order) {
    return query(merchant, order).sure().then(charge -> MedicalCash.over(charge, order));
  }

  @Override
  public Outcome<MixedRefund> refund(Merchant merchant, MixedRefundOrder order) {
    return order.cashFen() == 0
        ? Outcome.succeeded(new MixedRefund(order.refund().number(), Optional.empty()))
        : cash.refund(merchant, order);
  }

  @Override
  public Outcome<Refund> queryRefund(Merchant merchant, RefundRef refund) {
    return cash.queryRefund(merchant, refund);
  }

  private <T extends AlipayResponse> Outcome<AlipayAnswer> send(
      Merchant merchant, AlipayRequest<T> request) {
    return calls.sendFor(merchant, request);
  }

  @Override
  public Notification parseNotification(Map<String, String> headers, String body) {
    return notifications.parseMixed(body, report, facts::charge);
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
