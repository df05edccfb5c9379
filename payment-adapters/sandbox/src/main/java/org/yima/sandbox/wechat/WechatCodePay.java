package org.yima.sandbox.wechat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Ledger;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Refused;
import org.yima.sandbox.payers.Hindrance;
import org.yima.sandbox.payers.WalletPayer;

/**
 * Payment codes (付款码): shown by a payer for a minute, good for one payment; and the reversal of
 * what came of one. A payer whose script lets them wait is asked for the password, the others pay
 * at once.
 */
final class WechatCodePay {
  private static final Duration CODE_LIFE = Duration.ofMinutes(1);

  /** As long as this a payer may take for the password. */
  private static final Duration PASSWORD_LIFE = Duration.ofMinutes(2);

  private static final Duration REVERSIBLE = Duration.ofDays(7);

  private final WechatKeys keys;
  private final WechatOrders orders;

  WechatCodePay(WechatKeys keys, WechatOrders orders) {
    this.keys = keys;
    this.orders = orders;
  }

  private record WechatCode(String text, String openid, Instant expiresAt, boolean used) {
    WechatCode spent() {
      return new WechatCode(text, openid, expiresAt, true);
    }
  }

  /** What the payer's wallet shows now. */
  Answer show(String openid, Transaction tx) {
    WalletPayer payer = WalletPayer.find(tx, Wechat.CHANNEL, openid).orElseThrow();
    Instant until = tx.now().plus(CODE_LIFE);
    String text = "13%s%08d".formatted(keys.digits(8), tx.next("wechat-code") % 100_000_000);
    tx.put(text, payer.ref(), new WechatCode(text, payer.ref(), until, false));
    return Answer.json(200, Map.of("text", text, "expiresAt", until));
  }

  /** POST /v3/pay/partner/transactions/codepay. */
  Answer pay(Call call, Transaction tx) {
    Fields request = call.json();
    String subMchid = orders.merchant(request);
    String outTradeNo = WechatOrders.outTradeNo(request);
    long total = WechatOrders.total(request);
    String description = request.text("description", 127);
    String attach = request.optional("attach", 128).orElse("");
    Fields scene = request.object("scene_info");
    scene.optional("device_id", 32);
    Fields store = scene.object("store_info");
    if (store.optional("id", 32).isEmpty() && store.optional("out_id", 32).isEmpty()) {
      throw request.bad("scene_info.store_info", "must have id or out_id");
    }
    String text = request.object("payer").text("auth_code", 32);
    if (!text.matches("1[0-5][0-9]{16}")) {
      throw request.bad("payer.auth_code", "must be 18 digits beginning with 10 to 15");
    }
    String digest = Digests.of(request);
    Optional<WechatOrder> earlier =
        tx.find(WechatOrder.class, WechatOrder.key(subMchid, outTradeNo));
    if (earlier.isPresent()) {
      return repeated(earlier.get(), digest, tx.now());
    }
    WalletPayer payer = payer(tx, text);
    payer
        .hindrance(tx, total)
        .ifPresent(
            what -> {
              throw refusal(what);
            });
    WechatOrder order =
        new WechatOrder(
            subMchid,
            outTradeNo,
            "MICROPAY",
            payer.ref(),
            description,
            attach,
            null,
            total,
            tx.now().plus(PASSWORD_LIFE),
            tx.now(),
            "wx" + WechatTimes.COMPACT.format(tx.now()) + keys.nonce(20),
            digest,
            WechatOrder.State.USERPAYING,
            null,
            null,
            0);
    if (payer.isAskedFor(total)) {
      orders.keepWaiting(tx, order, payer);
      return Answer.json(200, orders.transaction(order, tx.now()));
    }
    orders.keep(tx, order);
    return Answer.json(200, orders.transaction(WechatOrders.pay(tx, order, payer), tx.now()));
  }

  /** Whose code it is; it is spent by being asked for. */
  private static WalletPayer payer(Transaction tx, String text) {
    WechatCode code =
        tx.find(WechatCode.class, text)
            .filter(shown -> !shown.used())
            .orElseThrow(() -> new Refused(400, "AUTH_CODE_INVALID", "付款码无效"));
    if (!code.expiresAt().isAfter(tx.now())) {
      throw new Refused(400, "AUTH_CODE_EXPIRE", "付款码已过期");
    }
    tx.put(text, code.openid(), code.spent());
    return WalletPayer.find(tx, Wechat.CHANNEL, code.openid()).orElseThrow();
  }

  private static Refused refusal(Hindrance what) {
    return switch (what) {
      case POOR -> new Refused(403, "NOT_ENOUGH", "用户余额不足");
      case LOCKED -> new Refused(403, "ACCOUNT_ERROR", "用户账号异常");
      case PER_PAYMENT, PER_DAY, PER_MONTH -> new Refused(403, "RULE_LIMIT", "用户支付金额超过限额");
    };
  }

  private Answer repeated(WechatOrder order, String digest, Instant now) {
    if (!order.request().equals(digest)) {
      throw new Refused(403, "OUT_TRADE_NO_USED", "商户订单号重复");
    }
    return switch (order.stateAt(now)) {
      case SUCCESS, REFUND -> throw new Refused(400, "ORDERPAID", "该订单已支付");
      case CLOSED, REVOKED -> throw new Refused(400, "ORDER_CLOSED", "该订单已关闭，请重新下单");
      case NOTPAY, USERPAYING, PAYERROR -> Answer.json(200, orders.transaction(order, now));
    };
  }

  /**
   * POST /v3/pay/partner/transactions/out-trade-no/{no}/reverse: 204, and again 204. What was paid
   * goes back to the payer at once, out of what the merchant has.
   */
  Answer reverse(Call call, Transaction tx) {
    String subMchid = orders.merchant(call.json());
    WechatOrder order = orders.order(tx, subMchid, call.parameter("no"));
    if (!order.tradeType().equals("MICROPAY")) {
      throw new Refused(400, "INVALID_REQUEST", "非付款码支付订单");
    }
    switch (order.state()) {
      case USERPAYING -> tx.put(order.key(), order.openid(), order.revoked(0));
      case SUCCESS -> back(tx, order);
      case REFUND -> throw new Refused(400, "INVALID_REQUEST", "订单已转入退款");
      case NOTPAY, PAYERROR, REVOKED, CLOSED -> {}
    }
    return Answer.empty();
  }

  private static void back(Transaction tx, WechatOrder order) {
    if (order.paidAt().plus(REVERSIBLE).isBefore(tx.now())) {
      throw new Refused(400, "TRADE_OVERDUE", "订单已超过可撤销期限");
    }
    String merchant = WechatOrders.merchantAccount(order.subMchid());
    if (tx.ledger().balance(Wechat.CHANNEL, merchant) < order.total()) {
      throw new Refused(403, "NOT_ENOUGH", "基本账户余额不足，请充值后重新发起");
    }
    WalletPayer payer = WalletPayer.find(tx, Wechat.CHANNEL, order.openid()).orElseThrow();
    tx.ledger()
        .move(
            Wechat.CHANNEL,
            new Ledger.Reason("REVERSAL", order.transactionId()),
            merchant,
            payer.account(),
            order.total());
    tx.put(order.key(), order.openid(), order.revoked(order.total()));
  }
}
