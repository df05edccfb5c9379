package org.yima.gateway.alipay;

import com.alipay.api.AlipayApiException;
import java.time.LocalDate;
import java.util.Map;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.NextAction;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.Closed;
import org.yima.gateway.wallet.CodePayment;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.Notification;
import org.yima.gateway.wallet.NotificationReply;
import org.yima.gateway.wallet.OrderRef;
import org.yima.gateway.wallet.Prepay;
import org.yima.gateway.wallet.Refund;
import org.yima.gateway.wallet.RefundOrder;
import org.yima.gateway.wallet.RefundRef;
import org.yima.gateway.wallet.Reversed;
import org.yima.gateway.wallet.Statement;
import org.yima.gateway.wallet.WalletGateway;
import org.yima.gateway.wallet.Way;

/**
 * Alipay for one application, whose institutions gave it their {@code app_auth_token}.
 *
 * <p>An order for our app or for a browser is only written and signed here: Alipay learns of it
 * when the payer opens it, until then it knows no such order, and can not close it either; it
 * expires.
 */
public final class AlipayWallet implements WalletGateway {
  private final AlipayCalls calls;
  private final AlipayBills bills;
  private final AlipayNotifications notifications;

  /**
   * A wallet.
   *
   * @param provider our own number at Alipay (PID), which notifications do not repeat
   */
  public AlipayWallet(AlipaySettings settings, String provider) {
    this.calls = new AlipayCalls(settings);
    this.bills = new AlipayBills(calls);
    this.notifications = new AlipayNotifications(settings, provider);
  }

  @Override
  public Outcome<Charge> prepay(Merchant merchant, Prepay order) {
    check(merchant);
    Way way = order.way();
    if (way instanceof Way.InWallet inWallet) {
      return calls
          .send(TradeRequests.create(merchant, order, inWallet), merchant.token())
          .then(answer -> next(answer, order, NextAction.Kind.ALIPAY_MINI_PROGRAM));
    }
    if (way instanceof Way.Qr) {
      return calls
          .send(TradeRequests.precreate(merchant, order), merchant.token())
          .then(answer -> next(answer, order, NextAction.Kind.QR));
    }
    try {
      return way instanceof Way.Web web
          ? Outcome.pending(PageForm.of(page(merchant, order, web)))
          : pending(
              NextAction.Kind.ALIPAY_APP,
              "orderStr",
              calls.client().sdkExecute(TradeRequests.app(merchant, order)).getBody());
    } catch (AlipayApiException unusable) {
      throw new IllegalStateException("the application's key does not sign");
    }
  }

  private String page(Merchant merchant, Prepay order, Way.Web way) throws AlipayApiException {
    return calls.client().pageExecute(TradeRequests.wap(merchant, order, way), "GET").getBody();
  }

  private static Outcome<Charge> next(AlipayAnswer answer, Prepay order, NextAction.Kind kind) {
    return answer.isDone()
        ? UnreadableAnswer.orUnknown(
            () -> {
              answer.fields().mustRepeat("out_trade_no", order.order().number());
              return kind == NextAction.Kind.QR
                  ? pending(kind, "text", answer.fields().text("qr_code"))
                  : pending(kind, "tradeNO", answer.fields().text("trade_no"));
            })
        : answer.declined();
  }

  private static Outcome<Charge> pending(NextAction.Kind kind, String name, String value) {
    return Outcome.pending(new NextAction(kind, Map.of(name, value)));
  }

  @Override
  public Outcome<Charge> payByCode(Merchant merchant, CodePayment payment) {
    check(merchant);
    return calls
        .send(TradeRequests.pay(merchant, payment), merchant.token())
        .then(
            answer -> {
              if (answer.isPending()) {
                return Outcome.stillRunning();
              }
              return answer.isDone()
                  ? UnreadableAnswer.orUnknown(
                      () ->
                          Outcome.succeeded(
                              TradeFacts.paid(
                                  answer.fields(), payment.order().number(), payment.totalFen())))
                  : answer.declinedPayment();
            });
  }

  @Override
  public Outcome<Reversed> reverse(Merchant merchant, OrderRef order) {
    check(merchant);
    return calls
        .send(TradeRequests.cancel(order), merchant.token())
        .then(
            answer ->
                answer.isDone()
                    ? UnreadableAnswer.orUnknown(() -> reversed(answer.fields(), order))
                    : answer.declinedReturn());
  }

  /** An action says what was undone; without one there was nothing to undo. */
  private static Outcome<Reversed> reversed(Fields answer, OrderRef order) {
    if (answer.text("retry_flag").equals("Y")) {
      return Outcome.unknown(UnknownCause.SERVER_ERROR);
    }
    if (!answer.has("action")) {
      return Outcome.declined(DeclineReason.NOT_FOUND, "NO_ACTION");
    }
    answer.mustRepeat("out_trade_no", order.number());
    return switch (answer.text("action")) {
      case "close", "refund" -> Outcome.succeeded(new Reversed(order.number()));
      default -> throw new UnreadableAnswer("action");
    };
  }

  @Override
  public Outcome<Charge> query(Merchant merchant, OrderRef order) {
    check(merchant);
    return calls
        .send(TradeRequests.query(order), merchant.token())
        .then(
            answer -> {
              if (answer.is("TRADE_NOT_EXIST")) {
                return Outcome.succeeded(Charge.notFound(order.number()));
              }
              return answer.isDone()
                  ? UnreadableAnswer.orUnknown(
                      () -> Outcome.succeeded(TradeFacts.charge(answer.fields(), order.number())))
                  : answer.declined();
            });
  }

  @Override
  public Outcome<Closed> close(Merchant merchant, OrderRef order) {
    check(merchant);
    return calls
        .send(TradeRequests.close(order), merchant.token())
        .then(
            answer -> {
              if (answer.is("REASON_TRADE_STATUS_INVALID") || answer.is("TRADE_STATUS_ERROR")) {
                return closedBefore(merchant, order, answer);
              }
              return answer.isDone()
                  ? UnreadableAnswer.orUnknown(
                      () -> {
                        answer.fields().mustRepeat("out_trade_no", order.number());
                        return Outcome.succeeded(new Closed(order.number()));
                      })
                  : answer.declined();
            });
  }

  /** One word says both that it is paid and that it is closed already: the trade itself tells. */
  private Outcome<Closed> closedBefore(Merchant merchant, OrderRef order, AlipayAnswer refusal) {
    return query(merchant, order)
        .then(
            charge -> {
              if (charge.state() == Charge.State.CLOSED) {
                return Outcome.succeeded(new Closed(order.number()));
              }
              return charge.state().wasPaid()
                  ? Outcome.declined(DeclineReason.ALREADY_PAID, refusal.subCode())
                  : Outcome.stillRunning();
            });
  }

  @Override
  public Outcome<Refund> refund(Merchant merchant, RefundOrder order) {
    check(merchant);
    return calls
        .send(TradeRequests.refund(order), merchant.token())
        .then(
            answer ->
                answer.isDone()
                    ? UnreadableAnswer.orUnknown(() -> refunded(answer.fields(), order))
                        .then(taken -> refundOf(merchant, taken, order.refundFen()))
                    : answer.declinedReturn());
  }

  /**
   * The answer's own amount is what was returned of the trade in all, and no change of funds may
   * mean that this refund was made before: what became of this very one is asked for.
   */
  private static Outcome<RefundRef> refunded(Fields answer, RefundOrder order) {
    answer.mustRepeat("out_trade_no", order.refund().order().number());
    long inAll = answer.yuanAsFen("refund_fee");
    if (inAll < order.refundFen() || inAll > order.totalFen()) {
      throw new UnreadableAnswer("refund_fee");
    }
    return Outcome.succeeded(order.refund());
  }

  /** The refund was taken before: a question that is refused refuses nothing. */
  private Outcome<Refund> refundOf(Merchant merchant, RefundRef taken, long dueFen) {
    return queryRefund(merchant, taken)
        .sure()
        .then(
            refund -> {
              if (refund.state() != Refund.State.SUCCEEDED) {
                return Outcome.stillRunning();
              }
              return refund.refundFen() == dueFen
                  ? Outcome.succeeded(refund)
                  : Outcome.unknown(UnknownCause.UNREADABLE);
            });
  }

  @Override
  public Outcome<Refund> queryRefund(Merchant merchant, RefundRef refund) {
    check(merchant);
    return calls
        .send(TradeRequests.refundQuery(refund), merchant.token())
        .then(
            answer -> {
              if (answer.is("TRADE_NOT_EXIST")) {
                return Outcome.succeeded(Refund.notFound(refund.number()));
              }
              return answer.isDone()
                  ? UnreadableAnswer.orUnknown(
                      () -> Outcome.succeeded(TradeFacts.refund(answer.fields(), refund)))
                  : answer.declined();
            });
  }

  @Override
  public Outcome<Statement> statement(Merchant merchant, LocalDate day) {
    check(merchant);
    return bills.statement(merchant, day);
  }

  @Override
  public Notification parseNotification(Map<String, String> headers, String body) {
    return notifications.parse(body);
  }

  @Override
  public NotificationReply accepted() {
    return AlipayNotifications.ACCEPTED;
  }

  @Override
  public NotificationReply refused() {
    return AlipayNotifications.REFUSED;
  }

  private void check(Merchant merchant) {
    if (!merchant.application().equals(calls.settings().appId())) {
      throw new IllegalArgumentException("the merchant belongs to another application");
    }
  }
}
