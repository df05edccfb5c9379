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
    this.notifications = new AlipayNotifications(settings, provider);
  }

  @Override
  public Outcome<MixedCharge> order(Merchant merchant, MixedOrder order) {
    return send(merchant, requests.create(merchant, order))
        .then(
            answer ->
                answer.isDone()
                    ? UnreadableAnswer.orUnknown(() -> page(answer.fields(), order))
                    : answer.declined());
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
   * Alipay's one word for closing also undoes what is paid: it is only said of an order that waits,
   * and what was paid in that moment is undone by it.
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
                  case CREATED -> cancelled(merchant, order);
                });
  }

  private Outcome<Closed> cancelled(Merchant merchant, OrderRef order) {
    return send(merchant, MixedRequests.cancel(order))
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

  @Override
  public Outcome<MixedRefund> refund(Merchant merchant, MixedRefundOrder order) {
    if (order.cashFen() == 0) {
      return Outcome.succeeded(new MixedRefund(order.refund().number(), Optional.empty()));
    }
    return send(merchant, MixedRequests.refund(order))
        .then(answer -> answer.isDone() ? refundOf(merchant, order) : answer.declinedMove());
  }

  private Outcome<MixedRefund> refundOf(Merchant merchant, MixedRefundOrder order) {
    return send(merchant, MixedRequests.refundQuery(order))
        .then(
            answer ->
                answer.isDone()
                    ? UnreadableAnswer.orUnknown(
                        () -> refunded(MixedFacts.refund(answer.fields(), order), order))
                    : answer.declined());
  }

  private static Outcome<MixedRefund> refunded(Refund refund, MixedRefundOrder order) {
    if (refund.refundFen() != order.cashFen()) {
      return Outcome.declined(DeclineReason.ID_REUSED, "refund_amount");
    }
    return switch (refund.state()) {
      case SUCCEEDED ->
          Outcome.succeeded(new MixedRefund(order.refund().number(), Optional.of(refund)));
      case ABNORMAL -> Outcome.declined(DeclineReason.REFUND_ABNORMAL, "REFUND_FAIL");
      default -> Outcome.stillRunning();
    };
  }

  private <T extends AlipayResponse> Outcome<AlipayAnswer> send(
      Merchant merchant, AlipayRequest<T> request) {
    if (!merchant.application().equals(calls.settings().appId())) {
      throw new IllegalArgumentException("the merchant belongs to another application");
    }
    return calls.send(request, merchant.token());
  }

  @Override
  public Notification parseNotification(Map<String, String> headers, String body) {
    return notifications.parseMixed(body, facts);
  }

  @Override
  public NotificationReply accepted() {
    return new NotificationReply(200, "text/plain", "success");
  }

  @Override
  public NotificationReply refused() {
    return new NotificationReply(400, "text/plain", "failure");
  }
}
