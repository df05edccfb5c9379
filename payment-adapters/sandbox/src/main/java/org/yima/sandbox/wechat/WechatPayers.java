package org.yima.sandbox.wechat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yima.sandbox.books.Books;
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
 * People with wallets, as the control API makes and plays them, and the code exchange that tells
 * who one is.
 */
final class WechatPayers implements PayerChannel {
  private static final Duration CODE_LIFE = Duration.ofMinutes(5);
  private final SandboxConfig.Wechat config;
  private final WechatKeys keys;
  private final WechatOrders orders;
  private final WechatCodePay codes;
  private final WechatMixed mixed;
  private final Books books;

  WechatPayers(
      SandboxConfig.Wechat config,
      WechatKeys keys,
      WechatOrders orders,
      WechatCodePay codes,
      WechatMixed mixed,
      Jobs jobs,
      Books books) {
    this.config = config;
    this.keys = keys;
    this.orders = orders;
    this.codes = codes;
    this.mixed = mixed;
    this.books = books;
    jobs.handle(WechatOrders.autoPayJob(), this::payByItself);
  }

  private record WechatOauthCode(String code, String openid, Instant expiresAt) {}

  @Override
  public String name() {
    return "WECHAT";
  }

  /** As a Native order of the first merchant. */
  @Override
  public Answer order(Trial trial, Transaction tx) {
    return trial.made(orders.tried(trial, tx));
  }

  @Override
  public boolean has(Transaction tx, String ref) {
    return WalletPayer.find(tx, Wechat.CHANNEL, ref).isPresent();
  }

  @Override
  public Answer create(Fields request, Transaction tx) {
    WalletPayer payer = WalletPayer.create(Wechat.CHANNEL, 128, request, tx);
    return Answer.json(200, Map.of("ref", payer.ref(), "script", payer.behaviour().script()));
  }

  /**
   * POST /control/merchants {channel: WECHAT, ref, balance}: what the merchant has left to refund
   * from.
   */
  Answer merchant(Call call, Transaction tx) {
    Fields request = call.json();
    requireWechat(request.text("channel", 16));
    String subMchid = orders.requireMerchant(request.text("ref", 32));
    long balance = request.whole("balance", 0, 100_000_000_000L);
    tx.ledger().open(Wechat.CHANNEL, WechatOrders.merchantAccount(subMchid), balance);
    return Answer.json(200, Map.of("ref", subMchid, "balance", balance));
  }

  private static void requireWechat(String channel) {
    if (!channel.equals("WECHAT")) {
      throw new Refused(400, "channel.unknown", "WECHAT");
    }
  }

  @Override
  public Answer oauthCode(String ref, Transaction tx) {
    String code = "0" + keys.nonce(31);
    tx.put(code, ref, new WechatOauthCode(code, ref, tx.now().plus(CODE_LIFE)));
    return Answer.json(200, Map.of("authCode", code));
  }

  @Override
  public List<Payer> payers(Transaction tx) {
    return Payer.of(tx, Wechat.CHANNEL);
  }

  @Override
  public void mustKnow(String ref, String prepayId, Transaction tx) {
    if (mixed.has(tx, prepayId)) {
      WechatMixedOrder unused = mixed.mustBeOf(tx, ref, prepayId);
    } else {
      WechatOrder unused = WechatOrders.mustKnow(tx, ref, prepayId);
    }
  }

  @Override
  public Answer approve(String ref, String prepayId, Transaction tx) {
    if (mixed.has(tx, prepayId)) {
      return mixed.approve(tx, ref, prepayId);
    }
    Map<String, Object> transaction = orders.approve(tx, ref, prepayId);
    return Answer.json(
        200,
        Map.of(
            "status",
            "PAID",
            "transactionId",
            transaction.get("transaction_id"),
            "amount",
            transaction.get("amount")));
  }

  @Override
  public Answer decline(String ref, String prepayId, Transaction tx) {
    return mixed.has(tx, prepayId)
        ? mixed.decline(tx, ref, prepayId)
        : Answer.json(200, Map.of("status", orders.decline(tx, ref, prepayId).name()));
  }

  @Override
  public Answer paymentCode(String ref, Transaction tx) {
    return codes.show(ref, tx);
  }

  private Optional<Jobs.Again> payByItself(String id) {
    try {
      books.transact(
          tx -> {
            if (mixed.has(tx, id)) {
              mixed.payByItself(tx, id);
            } else {
              orders.payByItself(tx, id);
            }
            return null;
          });
    } catch (Refused closedOrPoor) {
      // The order was closed or paid by hand meanwhile, or the payer cannot afford it: a payer just
      // does not pay then.
      return Optional.empty();
    }
    return Optional.empty();
  }

  @Override
  public List<Waiting> waiting(Transaction tx) {
    Stream<Waiting> own =
        tx.all(WechatOrder.class).stream()
            .filter(o -> o.waits(tx.now()))
            .filter(o -> tx.find(WechatMixedOrder.class, o.key()).isEmpty())
            .map(
                o ->
                    new Waiting(
                        o.openid(),
                        o.prepayId(),
                        o.outTradeNo(),
                        o.subMchid(),
                        o.description(),
                        o.total(),
                        o.timeExpire()));
    return Stream.concat(own, mixed.waiting(tx).stream()).toList();
  }

  /** GET /sns/oauth2/access_token: HTTP 200 also for a refusal, as the real one. */
  Answer exchange(Call call, Transaction tx) {
    if (!config.spAppid().equals(call.query("appid").orElse(""))) {
      return refusal(40013, "invalid appid");
    }
    if (!config.appSecret().equals(call.query("secret").orElse(""))) {
      return refusal(40125, "invalid appsecret");
    }
    if (!call.query("grant_type").orElse("").equals("authorization_code")) {
      return refusal(40002, "invalid grant_type");
    }
    Optional<WechatOauthCode> code =
        tx.find(WechatOauthCode.class, call.query("code").orElse(""))
            .filter(c -> tx.now().isBefore(c.expiresAt()));
    if (code.isEmpty()) {
      return refusal(40029, "invalid code");
    }
    tx.remove(WechatOauthCode.class, code.get().code());
    Map<String, Object> granted = new LinkedHashMap<>();
    granted.put("access_token", keys.nonce(64));
    granted.put("expires_in", 7200);
    granted.put("refresh_token", keys.nonce(64));
    granted.put("openid", code.get().openid());
    granted.put("scope", "snsapi_base");
    return Answer.json(200, granted);
  }

  private static Answer refusal(int errcode, String errmsg) {
    return Answer.json(200, Map.of("errcode", errcode, "errmsg", errmsg));
  }
}
