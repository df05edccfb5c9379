package org.yima.sandbox.wechat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Books;
import org.yima.sandbox.books.Ledger;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Refused;
import org.yima.sandbox.jobs.Jobs;
import org.yima.sandbox.payers.WalletPayer;

/** Refunds: never more than was paid, never more than the merchant has, each number once. */
final class WechatRefunds {
  private static final String FINISH = "wechat-refund";
  private static final String TRANSIT = "transit:refund";
  private static final Duration REFUNDABLE = Duration.ofDays(365);
  private final WechatOrders orders;
  private final WechatNotifications notifications;
  private final Jobs jobs;
  private final Books books;

  WechatRefunds(WechatOrders orders, WechatNotifications notifications, Jobs jobs, Books books) {
    this.orders = orders;
    this.notifications = notifications;
    this.jobs = jobs;
    this.books = books;
    jobs.handle(FINISH, this::finish);
  }

  /**
   * POST /v3/refund/domestic/refunds: the merchant is debited now, the payer gets it right after.
   */
  Answer refund(Call call, Transaction tx) {
    Fields request = call.json();
    String subMchid = orders.requireMerchant(request.text("sub_mchid", 32));
    String outRefundNo = request.text("out_refund_no", 64);
    if (!outRefundNo.matches("[0-9A-Za-z_\\-|*@]{1,64}")) {
      throw request.bad("out_refund_no", "must be 1-64 of 0-9 A-Z a-z _ - | * @");
    }
    Fields amount = request.object("amount");
    long fen = amount.whole("refund", 1, Long.MAX_VALUE);
    long total = amount.whole("total", 1, Long.MAX_VALUE);
    if (!amount.text("currency", 16).equals("CNY")) {
      throw request.bad("amount.currency", "must be CNY");
    }
    String digest = Digests.of(request);
    Optional<WechatRefund> earlier =
        tx.find(WechatRefund.class, WechatRefund.key(subMchid, outRefundNo));
    if (earlier.isPresent()) {
      if (!earlier.get().request().equals(digest)) {
        throw new Refused(400, "INVALID_REQUEST", "订单金额或退款金额与之前请求不一致，请核实后再试");
      }
      return Answer.json(200, view(earlier.get()));
    }
    WechatOrder order =
        tx.find(WechatOrder.class, WechatOrder.key(subMchid, request.text("out_trade_no", 32)))
            .orElseThrow(() -> new Refused(404, "RESOURCE_NOT_EXISTS", "订单号不存在"));
    check(tx, order, fen, total);
    WechatRefund refund =
        new WechatRefund(
            subMchid,
            outRefundNo,
            order.outTradeNo(),
            "50%s%012d".formatted(WechatTimes.COMPACT.format(tx.now()), tx.next("wechat-refund")),
            order.transactionId(),
            request.optional("reason", 80).orElse(""),
            request.has("notify_url") ? WechatOrders.notifyUrl(request) : null,
            fen,
            total,
            digest,
            WechatRefund.Status.PROCESSING,
            tx.now(),
            null);
    tx.put(refund.key(), order.key(), refund);
    tx.put(order.key(), order.openid(), order.refunded(fen));
    tx.ledger()
        .move(
            Wechat.CHANNEL,
            new Ledger.Reason("REFUND_ACCEPTED", refund.refundId()),
            WechatOrders.merchantAccount(subMchid),
            TRANSIT,
            fen);
    jobs.schedule(tx, FINISH, tx.now(), refund.key());
    return Answer.json(200, view(refund));
  }

  private static void check(Transaction tx, WechatOrder order, long fen, long total) {
    if (!order.state().paid()) {
      throw new Refused(400, "INVALID_REQUEST", "订单未支付，不能退款");
    }
    if (order.total() != total) {
      throw new Refused(400, "INVALID_REQUEST", "订单金额与原订单不一致，请核实后再试");
    }
    if (fen > order.total() - order.refunded()) {
      throw new Refused(400, "INVALID_REQUEST", "退款金额大于订单可退金额");
    }
    if (tx.now().isAfter(order.paidAt().plus(REFUNDABLE))) {
      throw new Refused(400, "INVALID_REQUEST", "订单已超过可退款的最大期限");
    }
    long available =
        tx.ledger().balance(Wechat.CHANNEL, WechatOrders.merchantAccount(order.subMchid()));
    if (available < fen) {
      throw new Refused(403, "NOT_ENOUGH", "基本账户余额不足，请充值后重新发起");
    }
  }

  /** GET /v3/refund/domestic/refunds/{out_refund_no}. */
  Answer query(Call call, Transaction tx) {
    String subMchid = orders.requireMerchant(call.query("sub_mchid").orElse(""));
    return tx.find(WechatRefund.class, WechatRefund.key(subMchid, call.parameter("no")))
        .map(refund -> Answer.json(200, view(refund)))
        .orElseThrow(() -> new Refused(404, "RESOURCE_NOT_EXISTS", "退款单不存在"));
  }

  private Optional<Jobs.Again> finish(String key) {
    books.transact(
        tx -> {
          tx.find(WechatRefund.class, key)
              .filter(refund -> refund.status() == WechatRefund.Status.PROCESSING)
              .ifPresent(refund -> finish(tx, refund));
          return null;
        });
    return Optional.empty();
  }

  private void finish(Transaction tx, WechatRefund refund) {
    WechatOrder order =
        tx.find(WechatOrder.class, WechatOrder.key(refund.subMchid(), refund.outTradeNo()))
            .orElseThrow();
    WalletPayer payer = WalletPayer.find(tx, Wechat.CHANNEL, order.openid()).orElseThrow();
    WechatRefund.Status status =
        payer.behaviour().refusesRefunds()
            ? WechatRefund.Status.ABNORMAL
            : WechatRefund.Status.SUCCESS;
    WechatRefund finished = refund.finished(status, tx.now());
    tx.put(finished.key(), order.key(), finished);
    if (status == WechatRefund.Status.SUCCESS) {
      tx.ledger()
          .move(
              Wechat.CHANNEL,
              new Ledger.Reason("REFUND", refund.refundId()),
              TRANSIT,
              payer.account(),
              refund.amount());
    }
    String url = refund.notifyUrl() == null ? order.notifyUrl() : refund.notifyUrl();
    notifications.tell(
        tx,
        "refund",
        new WechatNotifications.Event(
            url,
            "REFUND." + status.name(),
            status == WechatRefund.Status.SUCCESS ? "退款成功" : "退款异常",
            "refund",
            notice(finished)));
  }

  private Map<String, Object> notice(WechatRefund refund) {
    Map<String, Object> notice = new LinkedHashMap<>();
    notice.put("sp_mchid", orders.provider());
    notice.put("sub_mchid", refund.subMchid());
    notice.putAll(view(refund));
    notice.put("refund_status", notice.remove("status"));
    return notice;
  }

  private static Map<String, Object> view(WechatRefund refund) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("refund_id", refund.refundId());
    view.put("out_refund_no", refund.outRefundNo());
    view.put("transaction_id", refund.transactionId());
    view.put("out_trade_no", refund.outTradeNo());
    view.put("channel", "ORIGINAL");
    view.put("user_received_account", "支付用户零钱");
    view.put("create_time", WechatTimes.rfc3339(refund.createdAt()));
    view.put("status", refund.status().name());
    if (refund.status() == WechatRefund.Status.SUCCESS) {
      view.put("success_time", WechatTimes.rfc3339(refund.successAt()));
    }
    view.put("funds_account", "AVAILABLE");
    Map<String, Object> amount = new LinkedHashMap<>();
    amount.put("total", refund.total());
    amount.put("refund", refund.amount());
    amount.put("payer_total", refund.total());
    amount.put("payer_refund", refund.amount());
    amount.put("settlement_total", refund.total());
    amount.put("settlement_refund", refund.amount());
    amount.put("discount_refund", 0);
    amount.put("currency", "CNY");
    view.put("amount", amount);
    return view;
  }
}
