package org.yima.sandbox.wechat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Ledger;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.control.PayerChannel;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Refused;
import org.yima.sandbox.jobs.Jobs;
import org.yima.sandbox.payers.WalletPayer;

/**
 * Orders in partner mode, in the four ways (JSAPI, APP, Native, H5): prepay, query, close, and what
 * happens when the payer types the password.
 */
final class WechatOrders {
  private static final String AUTO_PAY = "wechat-pay";

  /** A payer pays in a cashier, which the merchant's client opens after the order was made. */
  private static final Duration OPENING = Duration.ofMillis(200);

  private static final Duration PREPAY_LIFE = Duration.ofHours(2);
  private static final Duration PAGE_LIFE = Duration.ofMinutes(5);
  private final SandboxConfig.Wechat config;
  private final WechatKeys keys;
  private final WechatNotifications notifications;
  private final Jobs jobs;

  WechatOrders(
      SandboxConfig.Wechat config, WechatKeys keys, WechatNotifications notifications, Jobs jobs) {
    this.config = config;
    this.keys = keys;
    this.notifications = notifications;
    this.jobs = jobs;
  }

  private record WechatPrepay(String prepayId, String orderKey) {}

  /** POST /v3/pay/partner/transactions/jsapi: who pays is known. */
  Answer jsapi(Call call, Transaction tx) {
    String openid = call.json().object("payer").text("sp_openid", 128);
    WalletPayer payer =
        WalletPayer.find(tx, Wechat.CHANNEL, openid)
            .orElseThrow(() -> new Refused(400, "PARAM_ERROR", "无效的openid"));
    return Answer.json(
        200,
        Map.of("prepay_id", prepay(call, tx, "JSAPI", openid, payer.behaviour().paysByItself())));
  }

  /** POST /v3/pay/partner/transactions/app: whoever opens it pays. */
  Answer app(Call call, Transaction tx) {
    return Answer.json(200, Map.of("prepay_id", prepay(call, tx, "APP", "", Optional.empty())));
  }

  /** POST /v3/pay/partner/transactions/native: whoever scans it pays. */
  Answer codeUrl(Call call, Transaction tx) {
    String prepayId = prepay(call, tx, "NATIVE", "", Optional.empty());
    String codeUrl = "weixin://wxpay/bizpayurl?pr=" + prepayId.substring(prepayId.length() - 16);
    tx.put(codeUrl, "", tx.find(WechatPrepay.class, prepayId).orElseThrow());
    return Answer.json(200, Map.of("code_url", codeUrl));
  }

  /** An order for whoever wants to try; gives its {@code prepay_id}. */
  String tried(PayerChannel.Trial trial, Transaction tx) {
    WechatOrder order =
        new WechatOrder(
            config.subMchids().get(0),
            trial.number(),
            "NATIVE",
            "",
            trial.description(),
            "",
            trial.notifyUrl(),
            trial.total(),
            tx.now().plus(PREPAY_LIFE),
            tx.now(),
            "wx" + WechatTimes.COMPACT.format(tx.now()) + keys.nonce(20),
            trial.number(),
            WechatOrder.State.NOTPAY,
            null,
            null,
            0);
    keep(tx, order);
    return order.prepayId();
  }

  /** POST /v3/pay/partner/transactions/h5: a page, for five minutes. */
  Answer h5(Call call, Transaction tx) {
    Fields scene = call.json().object("scene_info");
    scene.text("payer_client_ip", 45);
    if (!List.of("Wap", "iOS", "Android").contains(scene.object("h5_info").text("type", 32))) {
      throw scene.bad("h5_info.type", "must be Wap, iOS or Android");
    }
    String prepayId = prepay(call, tx, "MWEB", "", Optional.empty());
    tx.put(prepayId, "", new WechatPage(prepayId, tx.now().plus(PAGE_LIFE)));
    return Answer.json(
        200,
        Map.of(
            "h5_url",
            "http://"
                + call.header("host").orElse("127.0.0.1")
                + "/cgi-bin/mmpayweb-bin/checkmweb?prepay_id="
                + prepayId));
  }

  /** GET /cgi-bin/mmpayweb-bin/checkmweb: opens the cashier while the page lives. */
  Answer page(Call call, Transaction tx) {
    boolean alive =
        tx.find(WechatPage.class, call.query("prepay_id").orElse(""))
            .filter(page -> tx.now().isBefore(page.expiresAt()))
            .isPresent();
    if (!alive) {
      throw new Refused(400, "page.expired", "the link is no longer good");
    }
    return new Answer(302, Map.of("Location", "/"), new byte[0]);
  }

  private record WechatPage(String prepayId, Instant expiresAt) {}

  private String prepay(
      Call call, Transaction tx, String tradeType, String openid, Optional<Duration> payingIn) {
    Fields request = call.json();
    String subMchid = merchant(request);
    String outTradeNo = outTradeNo(request);
    long total = total(request);
    Instant expires = expiry(request, tx.now());
    String digest = Digests.of(request);
    Optional<WechatOrder> earlier =
        tx.find(WechatOrder.class, WechatOrder.key(subMchid, outTradeNo));
    if (earlier.isPresent()) {
      return repeated(earlier.get(), digest, tx.now());
    }
    WechatOrder order =
        new WechatOrder(
            subMchid,
            outTradeNo,
            tradeType,
            openid,
            request.text("description", 127),
            request.optional("attach", 128).orElse(""),
            notifyUrl(request),
            total,
            expires,
            tx.now(),
            "wx" + WechatTimes.COMPACT.format(tx.now()) + keys.nonce(20),
            digest,
            WechatOrder.State.NOTPAY,
            null,
            null,
            0);
    keep(tx, order);
    payingIn.ifPresent(wait -> payLater(tx, order.prepayId(), wait));
    return order.prepayId();
  }

  /** The merchant of a request that names application, provider and merchant. */
  String merchant(Fields request) {
    if (!config.spAppid().equals(request.text("sp_appid", 32))) {
      throw new Refused(400, "APPID_MCHID_NOT_MATCH", "AppID和mch_id不匹配");
    }
    requireProvider(request.text("sp_mchid", 32));
    return requireMerchant(request.text("sub_mchid", 32));
  }

  static String outTradeNo(Fields request) {
    String outTradeNo = request.text("out_trade_no", 32);
    if (!outTradeNo.matches("[0-9A-Za-z_\\-|*]{6,32}")) {
      throw request.bad("out_trade_no", "must be 6-32 of 0-9 A-Z a-z _ - | *");
    }
    return outTradeNo;
  }

  static long total(Fields request) {
    Fields amount = request.object("amount");
    long total = amount.whole("total", 1, 100_000_000_00L);
    if (!amount.optional("currency", 16).orElse("CNY").equals("CNY")) {
      throw request.bad("amount.currency", "must be CNY");
    }
    return total;
  }

  /** Keeps a new order and what its payer names it by. */
  void keep(Transaction tx, WechatOrder order) {
    tx.put(order.key(), order.openid(), order);
    tx.put(order.prepayId(), order.openid(), new WechatPrepay(order.prepayId(), order.key()));
  }

  /** As {@link #keep}; a payer who pays by themselves will do so after a while. */
  void keepWaiting(Transaction tx, WechatOrder order, WalletPayer payer) {
    keep(tx, order);
    payer.behaviour().paysByItself().ifPresent(wait -> payLater(tx, order.prepayId(), wait));
  }

  /** Who pays by themselves does so after a while; {@code id} as an approval names the order. */
  void payLater(Transaction tx, String id, Duration wait) {
    jobs.schedule(tx, AUTO_PAY, tx.now().plus(OPENING).plus(wait), id);
  }

  static String autoPayJob() {
    return AUTO_PAY;
  }

  private static String repeated(WechatOrder order, String digest, Instant now) {
    switch (order.stateAt(now)) {
      case SUCCESS, REFUND -> throw new Refused(400, "ORDERPAID", "该订单已支付");
      case CLOSED, REVOKED -> throw new Refused(400, "ORDER_CLOSED", "该订单已关闭，请重新下单");
      case USERPAYING, PAYERROR -> throw new Refused(403, "OUT_TRADE_NO_USED", "商户订单号已被付款码支付使用");
      case NOTPAY -> {
        if (!order.request().equals(digest)) {
          throw new Refused(400, "INVALID_REQUEST", "请求重入时，参数与首次请求时不一致，请检查入参后再试");
        }
        return order.prepayId();
      }
    }
    throw new IllegalStateException();
  }

  private static Instant expiry(Fields request, Instant now) {
    Instant latest = now.plus(PREPAY_LIFE);
    Optional<String> given = request.optional("time_expire", 64);
    if (given.isEmpty()) {
      return latest;
    }
    try {
      Instant expires = OffsetDateTime.parse(given.get()).toInstant();
      if (!expires.isAfter(now)) {
        throw request.bad("time_expire", "is in the past");
      }
      return expires.isBefore(latest) ? expires : latest;
    } catch (DateTimeParseException e) {
      throw request.bad("time_expire", "must be RFC 3339");
    }
  }

  static String notifyUrl(Fields request) {
    String url = request.text("notify_url", 255);
    try {
      URI uri = URI.create(url);
      if (uri.getHost() != null && uri.getRawQuery() == null && url.matches("https?://.*")) {
        return url;
      }
    } catch (IllegalArgumentException notAUrl) {
      throw request.bad("notify_url", "must be a URL");
    }
    throw request.bad("notify_url", "must be an absolute URL without a query");
  }

  void requireProvider(String spMchid) {
    if (!config.spMchid().equals(spMchid)) {
      throw new Refused(400, "MCH_NOT_EXISTS", "商户号不存在");
    }
  }

  String provider() {
    return config.spMchid();
  }

  String requireMerchant(String subMchid) {
    if (!config.subMchids().contains(subMchid)) {
      throw new Refused(403, "NO_AUTH", "特约商户未与服务商绑定");
    }
    return subMchid;
  }

  WechatOrder order(Transaction tx, String subMchid, String outTradeNo) {
    return tx.find(WechatOrder.class, WechatOrder.key(subMchid, outTradeNo))
        .orElseThrow(() -> new Refused(404, "ORDER_NOT_EXIST", "订单不存在"));
  }

  /** GET /v3/pay/partner/transactions/out-trade-no/{no}. */
  Answer query(Call call, Transaction tx) {
    requireProvider(call.query("sp_mchid").orElse(""));
    String subMchid = requireMerchant(call.query("sub_mchid").orElse(""));
    return Answer.json(200, transaction(order(tx, subMchid, call.parameter("no")), tx.now()));
  }

  /** POST /v3/pay/partner/transactions/out-trade-no/{no}/close: 204, and again 204. */
  Answer close(Call call, Transaction tx) {
    Fields request = call.json();
    requireProvider(request.text("sp_mchid", 32));
    String subMchid = requireMerchant(request.text("sub_mchid", 32));
    WechatOrder order = order(tx, subMchid, call.parameter("no"));
    if (order.tradeType().equals("MICROPAY")) {
      throw new Refused(400, "INVALID_REQUEST", "付款码支付订单请使用撤销接口");
    }
    if (order.state().paid()) {
      throw new Refused(400, "ORDERPAID", "该订单已支付");
    }
    boolean paying =
        tx.find(WechatMixedOrder.class, order.key())
            .filter(mixed -> mixed.state() == WechatMixedOrder.State.USER_PAYING)
            .isPresent();
    if (paying) {
      throw WechatMixedRequest.refused(400, "INVALID_REQUEST", "268560650", "已完成验密，不允许关单");
    }
    if (order.state() == WechatOrder.State.NOTPAY) {
      tx.put(order.key(), order.openid(), order.closed());
    }
    return Answer.empty();
  }

  /** As {@link #approve}, by the payer whom the order names. */
  void payByItself(Transaction tx, String prepayId) {
    Map<String, Object> unused = approve(tx, prepared(tx, prepayId).openid(), prepayId);
  }

  /**
   * The payer types the password: money moves and the notification is on its way, in one commit.
   */
  Map<String, Object> approve(Transaction tx, String openid, String prepayId) {
    WechatOrder order = mustKnow(tx, openid, prepayId);
    if (tx.find(WechatMixedOrder.class, order.key()).isPresent()) {
      throw new Refused(409, "order.mixed", "it is paid only together with its mixed order");
    }
    if (!order.waits(tx.now())) {
      String state = order.stateAt(tx.now()).name().toLowerCase(Locale.ROOT);
      throw new Refused(409, "order." + state, "the order cannot be paid");
    }
    WalletPayer payer = WalletPayer.find(tx, Wechat.CHANNEL, openid).orElseThrow();
    if (payer.behaviour().neverPays()) {
      throw new Refused(422, "payer.never", "this payer never pays");
    }
    mustBeAble(tx, payer, order.total());
    return payOf(tx, order, payer);
  }

  /** An order that this payer may open, whether or not it is over. */
  static WechatOrder mustKnow(Transaction tx, String openid, String prepayId) {
    WechatOrder order = prepared(tx, prepayId);
    if (!order.openid().isEmpty() && !order.openid().equals(openid)) {
      throw new Refused(403, "payer.other", "another payer's order");
    }
    return order;
  }

  private static WechatOrder prepared(Transaction tx, String prepayId) {
    return tx.find(WechatPrepay.class, prepayId)
        .flatMap(p -> tx.find(WechatOrder.class, p.orderKey()))
        .orElseThrow(() -> new Refused(404, "prepay.unknown", "no such prepay id"));
  }

  /** Pays and tells. */
  Map<String, Object> payOf(Transaction tx, WechatOrder order, WalletPayer payer) {
    WechatOrder paid = pay(tx, order, payer);
    Map<String, Object> transaction = transaction(paid, tx.now());
    if (paid.notifyUrl() != null) {
      notifications.tell(
          tx,
          paid.call(),
          new WechatNotifications.Event(
              paid.notifyUrl(), "TRANSACTION.SUCCESS", "支付成功", "transaction", transaction));
    }
    return transaction;
  }

  /**
   * The payer leaves the cashier, after which the order may still be paid, or refuses the password
   * that a shown code asked for, which ends it.
   */
  WechatOrder.State decline(Transaction tx, String openid, String prepayId) {
    WechatOrder order = prepared(tx, prepayId);
    if (!order.openid().isEmpty() && !order.openid().equals(openid)) {
      throw new Refused(404, "prepay.unknown", "no such prepay id");
    }
    if (order.stateAt(tx.now()) == WechatOrder.State.USERPAYING) {
      tx.put(order.key(), order.openid(), order.failed());
      return WechatOrder.State.PAYERROR;
    }
    return order.stateAt(tx.now());
  }

  /** What the wallet tells its payer before any money moves; of it the merchant hears nothing. */
  static void mustBeAble(Transaction tx, WalletPayer payer, long fen) {
    payer
        .hindrance(tx, fen)
        .ifPresent(
            what -> {
              throw what.refusal();
            });
  }

  /** The money moves. */
  static WechatOrder pay(Transaction tx, WechatOrder order, WalletPayer payer) {
    String transactionId =
        "42%s%012d".formatted(WechatTimes.COMPACT.format(tx.now()), tx.next("wechat-transaction"));
    WechatOrder paid = order.paid(transactionId, payer.ref(), tx.now());
    tx.put(paid.key(), paid.openid(), paid);
    tx.ledger()
        .move(
            Wechat.CHANNEL,
            new Ledger.Reason("PAYMENT", transactionId),
            payer.account(),
            merchantAccount(paid.subMchid()),
            paid.total());
    return paid;
  }

  static String merchantAccount(String subMchid) {
    return "merchant:" + subMchid;
  }

  /** The transaction as queries and notifications give it. */
  Map<String, Object> transaction(WechatOrder order, Instant now) {
    WechatOrder.State state = order.stateAt(now);
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("sp_appid", config.spAppid());
    view.put("sp_mchid", config.spMchid());
    view.put("sub_mchid", order.subMchid());
    view.put("out_trade_no", order.outTradeNo());
    view.put("trade_state", state.name());
    view.put("trade_state_desc", state.description());
    view.put("attach", order.attach());
    if (!order.openid().isEmpty()) {
      view.put("payer", Map.of("sp_openid", order.openid()));
    }
    Map<String, Object> amount = new LinkedHashMap<>();
    amount.put("total", order.total());
    amount.put("currency", "CNY");
    if (state.paid()) {
      view.put("transaction_id", order.transactionId());
      view.put("trade_type", order.tradeType());
      view.put("bank_type", "OTHERS");
      view.put("success_time", WechatTimes.rfc3339(order.paidAt()));
      amount.put("payer_total", order.total());
      amount.put("payer_currency", "CNY");
    }
    view.put("amount", amount);
    return view;
  }
}
