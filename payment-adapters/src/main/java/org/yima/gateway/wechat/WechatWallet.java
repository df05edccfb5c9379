package org.yima.gateway.wechat;

import com.wechat.pay.java.service.partnerpayments.jsapi.JsapiService;
import com.wechat.pay.java.service.partnerpayments.jsapi.model.CloseOrderRequest;
import com.wechat.pay.java.service.partnerpayments.jsapi.model.QueryOrderByOutTradeNoRequest;
import com.wechat.pay.java.service.partnerpayments.jsapi.model.Transaction;
import com.wechat.pay.java.service.refund.RefundService;
import com.wechat.pay.java.service.refund.model.QueryByOutRefundNoRequest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Supplier;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.Closed;
import org.yima.gateway.wallet.CodePayment;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.Notification;
import org.yima.gateway.wallet.NotificationReply;
import org.yima.gateway.wallet.Prepay;
import org.yima.gateway.wallet.Refund;
import org.yima.gateway.wallet.RefundOrder;
import org.yima.gateway.wallet.Reversed;
import org.yima.gateway.wallet.Statement;
import org.yima.gateway.wallet.WalletGateway;

/** WeChat Pay for one service provider; every order runs under the institution's own merchant. */
public final class WechatWallet implements WalletGateway {

  private final String spMchid;
  private final JsapiService orders;
  private final CodePay codes;
  private final RefundService refunds;
  private final CallUp callUp;
  private final WechatBills bills;
  private final WechatNotifications notifications;

  public WechatWallet(WechatSettings settings, InstantSource clock, SecureRandom random) {
    WechatClient client = new WechatClient(settings, clock);
    this.spMchid = settings.spMchid();
    this.orders = new JsapiService.Builder().httpClient(client.calls()).build();
    this.codes = new CodePay(client.calls());
    this.refunds = new RefundService.Builder().httpClient(client.calls()).build();
    this.callUp = new CallUp(client.config().createSigner(), clock, random);
    this.bills = new WechatBills(client);
    this.notifications = new WechatNotifications(spMchid, client);
  }

  @Override
  public Outcome<Charge> prepay(Merchant merchant, Prepay order) {
    check(merchant);
    return WechatCalls.attempt(
        () -> {
          String prepayId = orders.prepay(WechatRequests.prepay(merchant, order)).getPrepayId();
          return Outcome.pending(
              callUp.jsapi(merchant.spAppid(), WechatFacts.present(prepayId, "prepay_id")));
        });
  }

  @Override
  public Outcome<Charge> payByCode(Merchant merchant, CodePayment payment) {
    check(merchant);
    return codes.pay(merchant, payment);
  }

  @Override
  public Outcome<Reversed> reverse(Merchant merchant, String orderNumber) {
    check(merchant);
    return insteadOf(
        codes.reverse(merchant, orderNumber),
        DeclineReason.CLOSED,
        () -> new Reversed(orderNumber));
  }

  @Override
  public Outcome<Charge> query(Merchant merchant, String orderNumber) {
    check(merchant);
    QueryOrderByOutTradeNoRequest request = new QueryOrderByOutTradeNoRequest();
    request.setSpMchid(merchant.spMchid());
    request.setSubMchid(merchant.subMchid());
    request.setOutTradeNo(orderNumber);
    Outcome<Charge> answered =
        WechatCalls.attempt(
            () -> {
              Transaction transaction = orders.queryOrderByOutTradeNo(request);
              return Outcome.succeeded(WechatFacts.charge(merchant, orderNumber, transaction));
            });
    return insteadOf(answered, DeclineReason.NOT_FOUND, () -> Charge.notFound(orderNumber));
  }

  @Override
  public Outcome<Closed> close(Merchant merchant, String orderNumber) {
    check(merchant);
    CloseOrderRequest request = new CloseOrderRequest();
    request.setSpMchid(merchant.spMchid());
    request.setSubMchid(merchant.subMchid());
    request.setOutTradeNo(orderNumber);
    Outcome<Closed> answered =
        WechatCalls.attempt(
            () -> {
              orders.closeOrder(request);
              return Outcome.succeeded(new Closed(orderNumber));
            });
    return insteadOf(answered, DeclineReason.CLOSED, () -> new Closed(orderNumber));
  }

  @Override
  public Outcome<Refund> refund(Merchant merchant, RefundOrder order) {
    check(merchant);
    return WechatCalls.attempt(
            () -> Outcome.succeeded(refunds.create(WechatRequests.refund(merchant, order))))
        .then(answer -> WechatCalls.attempt(() -> read(answer, order.refundNumber())))
        .then(refund -> accepted(refund, order));
  }

  private static Outcome<Refund> accepted(Refund refund, RefundOrder order) {
    return switch (refund.state()) {
      case SUCCEEDED -> WechatRequests.confirmed(refund, order);
      case PROCESSING -> Outcome.stillRunning();
      case CLOSED -> Outcome.declined(DeclineReason.CLOSED, "CLOSED");
      case ABNORMAL -> Outcome.declined(DeclineReason.REFUND_ABNORMAL, "ABNORMAL");
      case NOT_FOUND -> Outcome.declined(DeclineReason.NOT_FOUND, "NOT_FOUND");
    };
  }

  @Override
  public Outcome<Refund> queryRefund(Merchant merchant, String refundNumber) {
    check(merchant);
    QueryByOutRefundNoRequest request = new QueryByOutRefundNoRequest();
    request.setOutRefundNo(refundNumber);
    request.setSubMchid(merchant.subMchid());
    Outcome<Refund> answered =
        WechatCalls.attempt(() -> read(refunds.queryByOutRefundNo(request), refundNumber));
    return insteadOf(answered, DeclineReason.NOT_FOUND, () -> Refund.notFound(refundNumber));
  }

  private static Outcome<Refund> read(
      com.wechat.pay.java.service.refund.model.Refund answer, String refundNumber) {
    WechatFacts.same(refundNumber, answer.getOutRefundNo(), "out_refund_no");
    return Outcome.succeeded(
        WechatFacts.refund(
            answer.getOutRefundNo(),
            answer.getOutTradeNo(),
            answer.getStatus(),
            answer.getAmount() == null ? null : answer.getAmount().getRefund(),
            answer.getRefundId(),
            answer.getSuccessTime()));
  }

  @Override
  public Outcome<Statement> statement(Merchant merchant, LocalDate day) {
    check(merchant);
    return bills.statement(merchant, day);
  }

  @Override
  public Notification parseNotification(Map<String, String> headers, String body) {
    return notifications.parse(headers, body);
  }

  @Override
  public NotificationReply accepted() {
    return new NotificationReply(204, "", "");
  }

  @Override
  public NotificationReply refused() {
    return new NotificationReply(401, "application/json", "{\"code\":\"FAIL\",\"message\":\"失败\"}");
  }

  /** Some refusals are the very answer: not known to a query, closed already to a close. */
  private static <T> Outcome<T> insteadOf(
      Outcome<T> outcome, DeclineReason reason, Supplier<T> value) {
    return outcome instanceof Outcome.Declined<T> declined && declined.reason() == reason
        ? Outcome.succeeded(value.get())
        : outcome;
  }

  private void check(Merchant merchant) {
    if (!merchant.spMchid().equals(spMchid)) {
      throw new IllegalArgumentException("the merchant belongs to another service provider");
    }
  }
}
