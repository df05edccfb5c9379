package org.yima.gateway.unionpay;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.NextAction;
import org.yima.gateway.Outcome;
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

/** UnionPay; every order runs under the institution's own {@code merId} and its own key. */
public final class UnionPayWallet implements WalletGateway {
  private static final String PAY = "01";

  private final AcpClient client;
  private final UnionPaySettings settings;
  private final UnionPayProfile profile;
  private final InstantSource clock;
  private final AcpQueries queries;
  private final AcpReturns returns;
  private final UnionPayFiles files;
  private final UnionPayNotifications notifications;

  public UnionPayWallet(UnionPaySettings settings, InstantSource clock) {
    this.client = new AcpClient(settings, clock);
    this.settings = settings;
    this.profile = settings.profile();
    this.clock = clock;
    this.queries = new AcpQueries(client, profile);
    this.returns = new AcpReturns(client, settings, queries);
    this.files = new UnionPayFiles(client, profile, clock);
    this.notifications = new UnionPayNotifications(client);
  }

  @Override
  public Outcome<Charge> prepay(Merchant merchant, Prepay order) {
    check(merchant);
    Instant at = order.order().at();
    if (!AcpNumbers.fits(order.order().number())) {
      return Outcome.declined(DeclineReason.INVALID_REQUEST, "orderId");
    }
    if (order.expiresAt().isAfter(at.plus(profile.payWindow()))) {
      return Outcome.declined(DeclineReason.INVALID_REQUEST, "payTimeout");
    }
    if (order.way() instanceof Way.Web web) {
      AcpFields message =
          payment(merchant, "01", profile.webProduct(), order)
              .with("frontUrl", web.returnUrl().toString());
      Map<String, String> form = new LinkedHashMap<>(client.signed(merchant, message));
      form.put("action", client.address("frontTransReq.do").toString());
      return Outcome.pending(new NextAction(NextAction.Kind.FORM, form));
    }
    if (order.way() instanceof Way.App) {
      AcpFields message = payment(merchant, "01", profile.webProduct(), order);
      return begin(merchant, order, "appTransReq.do", message)
          .then(answer -> next(NextAction.Kind.UNIONPAY, "tn", answer, "tn"));
    }
    if (order.way() instanceof Way.Qr) {
      AcpFields message = payment(merchant, "07", profile.codeProduct(), order);
      return begin(merchant, order, "backTransReq.do", message)
          .then(answer -> next(NextAction.Kind.QR, "text", answer, "qrCode"));
    }
    return Outcome.declined(DeclineReason.NOT_PERMITTED, "way");
  }

  private AcpFields payment(Merchant merchant, String subType, String product, Prepay order) {
    return client
        .message(merchant, PAY, subType, product)
        .with("orderId", order.order().number())
        .with("txnTime", AcpFields.time(order.order().at()))
        .with("txnAmt", Long.toString(order.totalFen()))
        .with("currencyCode", "156")
        .with("orderDesc", AcpTexts.described(order.description()))
        .with("payTimeout", AcpFields.time(order.expiresAt()))
        .with("backUrl", order.notifyUrl().toString());
  }

  /**
   * Sends an order. What is refused as a repetition may be payable since the first time, under a
   * {@code tn} or code that is not told again: it is running unless it is known to be over.
   */
  private Outcome<AcpFields> begin(
      Merchant merchant, Prepay order, String call, AcpFields message) {
    return client
        .call(merchant, call, message)
        .then(
            answer -> {
              String code = answer.text("respCode");
              if (code.equals(AcpCode.DUPLICATE)) {
                return query(merchant, order.order())
                    .sure()
                    .then(found -> repeated(found, order, code));
              }
              return AcpCode.isDone(code) ? Outcome.succeeded(answer) : AcpCode.refused(code);
            });
  }

  private static <T> Outcome<T> repeated(Charge found, Prepay order, String code) {
    if (found.state() != Charge.State.NOT_FOUND && found.totalFen() != order.totalFen()) {
      return Outcome.declined(DeclineReason.ID_REUSED, code);
    }
    return switch (found.state()) {
      case PAID, REFUNDED -> Outcome.declined(DeclineReason.ALREADY_PAID, code);
      case CLOSED, FAILED -> Outcome.declined(DeclineReason.CLOSED, code);
      case DEBITED -> Outcome.declined(DeclineReason.PAYER_DEBITED, code);
      case NOT_FOUND, NOT_PAID, PAYING -> Outcome.stillRunning();
    };
  }

  private static Outcome<Charge> next(
      NextAction.Kind kind, String param, AcpFields answer, String field) {
    return UnreadableAnswer.orUnknown(
        () -> Outcome.pending(new NextAction(kind, Map.of(param, answer.text(field)))));
  }

  @Override
  public Outcome<Charge> payByCode(Merchant merchant, CodePayment payment) {
    check(merchant);
    OrderRef order = payment.order();
    if (!AcpNumbers.fits(order.number())) {
      return Outcome.declined(DeclineReason.INVALID_REQUEST, "orderId");
    }
    if (!payment.code().matches("62\\d{17}")) {
      return Outcome.declined(DeclineReason.AUTHORISATION_INVALID, "qrNo");
    }
    AcpFields message =
        client
            .message(merchant, PAY, "06", profile.codeProduct())
            .with("orderId", order.number())
            .with("txnTime", AcpFields.time(order.at()))
            .with("txnAmt", Long.toString(payment.totalFen()))
            .with("currencyCode", "156")
            .with("orderDesc", AcpTexts.described(payment.description()))
            .with("qrNo", payment.code())
            .with("termId", AcpTexts.terminal(payment.device()))
            .with("backUrl", settings.backUrl().toString());
    return client
        .call(merchant, "backTransReq.do", message)
        .then(
            answer -> {
              String code = answer.text("respCode");
              // Accepted is not paid: what became of it is asked for once, right away.
              return AcpCode.isDone(code) || code.equals(AcpCode.DUPLICATE)
                  ? queries.codePayment(merchant, payment, code.equals(AcpCode.DUPLICATE))
                  : AcpCode.refused(code);
            });
  }

  @Override
  public Outcome<Reversed> reverse(Merchant merchant, OrderRef order) {
    check(merchant);
    return returns.reverse(merchant, order);
  }

  @Override
  public Outcome<Charge> query(Merchant merchant, OrderRef order) {
    check(merchant);
    return queries.charge(merchant, order, isOver(order));
  }

  /** Whether the order's time is over, so that nothing can change any more. */
  private boolean isOver(OrderRef order) {
    return clock.instant().isAfter(order.at().plus(profile.payWindow()).plus(profile.grace()));
  }

  @Override
  public Outcome<Closed> close(Merchant merchant, OrderRef order) {
    return query(merchant, order)
        .then(
            found ->
                switch (found.state()) {
                  case PAID, REFUNDED -> Outcome.declined(DeclineReason.ALREADY_PAID, "00");
                  case PAYING -> Outcome.stillRunning();
                  case CLOSED -> Outcome.succeeded(new Closed(order.number()));
                  case DEBITED -> Outcome.declined(DeclineReason.PAYER_DEBITED, "DEBITED");
                  case NOT_FOUND, NOT_PAID, FAILED ->
                      isOver(order)
                          ? Outcome.succeeded(new Closed(order.number()))
                          : Outcome.stillRunning();
                });
  }

  @Override
  public Outcome<Refund> refund(Merchant merchant, RefundOrder order) {
    check(merchant);
    return AcpNumbers.sent(order.refund().number())
        .map(sent -> returns.refund(merchant, order, sent))
        .orElseGet(() -> Outcome.declined(DeclineReason.INVALID_REQUEST, "orderId"));
  }

  @Override
  public Outcome<Refund> queryRefund(Merchant merchant, RefundRef refund) {
    check(merchant);
    return AcpNumbers.sent(refund.number())
        .map(sent -> queries.refund(merchant, refund, sent))
        .orElseGet(() -> Outcome.declined(DeclineReason.INVALID_REQUEST, "orderId"));
  }

  @Override
  public Outcome<Statement> statement(Merchant merchant, LocalDate day) {
    check(merchant);
    return files.statement(merchant, day);
  }

  @Override
  public Notification parseNotification(Map<String, String> headers, String body) {
    return notifications.parse(body);
  }

  @Override
  public NotificationReply accepted() {
    return new NotificationReply(200, "text/plain", "ok");
  }

  @Override
  public NotificationReply refused() {
    return new NotificationReply(400, "text/plain", "fail");
  }

  private void check(Merchant merchant) {
    if (!client.knows(merchant.account())) {
      throw new IllegalArgumentException("there is no key of this merchant");
    }
  }
}
