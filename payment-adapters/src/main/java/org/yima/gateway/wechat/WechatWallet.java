package org.yima.gateway.wechat;

import com.wechat.pay.java.service.partnerpayments.jsapi.JsapiService;
import com.wechat.pay.java.service.partnerpayments.jsapi.model.CloseOrderRequest;
import com.wechat.pay.java.service.partnerpayments.jsapi.model.QueryOrderByOutTradeNoRequest;
import com.wechat.pay.java.service.partnerpayments.jsapi.model.Transaction;
import com.wechat.pay.java.service.refund.RefundService;
import com.wechat.pay.java.service.refund.model.QueryByOutRefundNoRequest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
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

/** WeChat Pay for one service provider; every order runs under the institution's own merchant. */
public final class WechatWallet implements WalletGateway {

  /** How long after its payment an order's money goes back, by WeChat's own rule: a year. */
  private static final Duration RETURNABLE = Duration.ofDays(365);

  private final String spMchid;
  private final InstantSource clock;
  private final JsapiService orders;
  private final CodePay codes;
  private final RefundService refunds;
  private final Prepays prepays;
  private final WechatBills bills;
  private final WechatNotifications notifications;

  public WechatWallet(WechatSettings settings, InstantSource clock, SecureRandom random) {
    this(settings, new WechatClient(settings, clock), clock, random);
  }

  /** On a client that is shared. */
  WechatWallet(
      WechatSettings settings, WechatClient client, InstantSource clock, SecureRandom random) {
    this.spMchid = settings.spMchid();
    this.clock = clock;
    this.orders = new JsapiService.Builder().httpClient(client.calls()).build();
    this.codes = new CodePay(client.calls());
    this.refunds = new RefundService.Builder().httpClient(client.calls()).build();
    this.prepays =
        new Prepays(client.calls(), new CallUp(client.config().createSigner(), clock, random));
    this.bills = new WechatBills(client);
    this.notifications = new WechatNotifications(spMchid, client);
  }

  @Override
  public Outcome<Charge> prepay(Merchant merchant, Prepay order) {
    check(merchant);
    return prepays.prepay(merchant, order);
  }

  @Override
  public Outcome<Charge> payByCode(Merchant merchant, CodePayment payment) {
    check(merchant);
    return codes.pay(merchant, payment);
  }

  @Override
  public Outcome<Reversed> reverse(Merchant merchant, OrderRef order) {
    check(merchant);
    return WechatCalls.knownOrOpen(
        insteadOf(
            codes.reverse(merchant, order.number()),
            DeclineReason.CLOSED,
            () -> new Reversed(order.number())));
  }

  @Override
  public Outcome<Charge> query(Merchant merchant, OrderRef order) {
    check(merchant);
    QueryOrderByOutTradeNoRequest request = new QueryOrderByOutTradeNoRequest();
    request.setSpMchid(merchant.provider());
    request.setSubMchid(merchant.account());
    request.setOutTradeNo(order.number());
    Outcome<Charge> answered =
        WechatCalls.attempt(
            () -> {
              Transaction transaction = orders.queryOrderByOutTradeNo(request);
              return Outcome.succeeded(WechatFacts.charge(merchant, order.number(), transaction));
            });
    return insteadOf(answered, DeclineReason.NOT_FOUND, () -> Charge.notFound(order.number()));
  }

  @Override
  public Outcome<Closed> close(Merchant merchant, OrderRef order) {
    check(merchant);
    CloseOrderRequest request = new CloseOrderRequest();
    request.setSpMchid(merchant.provider());
    request.setSubMchid(merchant.account());
    request.setOutTradeNo(order.number());
    Outcome<Closed> answered =
        WechatCalls.attempt(
            () -> {
              orders.closeOrder(request);
              return Outcome.succeeded(new Closed(order.number()));
            });
    return insteadOf(answered, DeclineReason.CLOSED, () -> new Closed(order.number()));
  }

  @Override
  public Outcome<Refund> refund(Merchant merchant, RefundOrder order) {
    check(merchant);
    Outcome<Refund> answered =
        WechatCalls.knownOrOpen(
                WechatCalls.attempt(
                    () ->
                        Outcome.succeeded(refunds.create(WechatRequests.refund(merchant, order)))))
            .then(answer -> WechatCalls.attempt(() -> read(answer, order.refund())))
            .then(refund -> accepted(refund, order));
    return answered instanceof Outcome.Declined<Refund> refused
            && refused.reason() == DeclineReason.INVALID_REQUEST
        ? refused(query(merchant, order.refund().order()), order, refused)
        : answered;
  }

  /**
   * WeChat has one word for a field that does not fit and for an order whose time to return is over
   * or that was never paid: the order itself tells. Nothing moved, whatever is found.
   */
  private Outcome<Refund> refused(
      Outcome<Charge> asked, RefundOrder order, Outcome.Declined<Refund> refused) {
    Optional<Charge> found = asked.toOptional();
    boolean unpaid = found.isPresent() && !found.get().state().wasPaid();
    boolean over =
        found.isPresent()
            && found.get().totalFen() == order.totalFen()
            && found
                .get()
                .paidAt()
                .filter(at -> clock.instant().isAfter(at.plus(RETURNABLE)))
                .isPresent();
    return unpaid || over
        ? Outcome.declined(DeclineReason.REFUND_NOT_ALLOWED, refused.code())
        : refused;
  }

  private static Outcome<Refund> accepted(Refund refund, RefundOrder order) {
    return switch (refund.state()) {
      case SUCCEEDED -> WechatRequests.confirmed(refund, order);
      // The merchant is debited and the payer has nothing yet: no refusal, the query says which.
      case PROCESSING, ABNORMAL -> Outcome.stillRunning();
      case CLOSED -> Outcome.declined(DeclineReason.CLOSED, "CLOSED");
      case NOT_FOUND -> Outcome.declined(DeclineReason.NOT_FOUND, "NOT_FOUND");
    };
  }

  @Override
  public Outcome<Refund> queryRefund(Merchant merchant, RefundRef refund) {
    check(merchant);
    QueryByOutRefundNoRequest request = new QueryByOutRefundNoRequest();
    request.setOutRefundNo(refund.number());
    request.setSubMchid(merchant.account());
    Outcome<Refund> answered =
        WechatCalls.attempt(() -> read(refunds.queryByOutRefundNo(request), refund));
    return insteadOf(answered, DeclineReason.NOT_FOUND, () -> Refund.notFound(refund.number()));
  }

  private static Outcome<Refund> read(
      com.wechat.pay.java.service.refund.model.Refund answer, RefundRef refund) {
    WechatFacts.same(refund.number(), answer.getOutRefundNo(), "out_refund_no");
    WechatFacts.same(refund.order().number(), answer.getOutTradeNo(), "out_trade_no");
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
  static <T> Outcome<T> insteadOf(Outcome<T> outcome, DeclineReason reason, Supplier<T> value) {
    return outcome instanceof Outcome.Declined<T> declined && declined.reason() == reason
        ? Outcome.succeeded(value.get())
        : outcome;
  }

  void check(Merchant merchant) {
    if (!merchant.provider().equals(spMchid)) {
      throw new IllegalArgumentException("the merchant belongs to another service provider");
    }
  }
}
