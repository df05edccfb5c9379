package org.yima.sandbox.wechat;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Books;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.bureau.MobileOrders;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.control.PayerChannel;
import org.yima.sandbox.faults.Faults;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.CallLog;
import org.yima.sandbox.http.Door;
import org.yima.sandbox.http.OpenDoor;
import org.yima.sandbox.http.Refused;
import org.yima.sandbox.http.Route;
import org.yima.sandbox.jobs.Jobs;

/** The wallet's paths. */
public final class Wechat {
  static final String CHANNEL = "wechat";
  private final WechatDoor door;
  private final WechatOrders orders;
  private final WechatCodePay codes;
  private final WechatMixed mixed;
  private final WechatRefunds refunds;
  private final WechatPayers payers;
  private final WechatBills bills;
  private final WechatFundBills funds;

  public Wechat(
      SandboxConfig config,
      Books books,
      Jobs jobs,
      Faults faults,
      CallLog log,
      Clock clock,
      SecureRandom random,
      Optional<MobileOrders> centre) {
    SandboxConfig.Wechat wechat = config.wechat();
    WechatKeys keys = new WechatKeys(wechat, random);
    door = new WechatDoor(wechat, keys, clock);
    WechatNotifications notifications =
        new WechatNotifications(
            door, keys, books, jobs, faults, clock, log, config.notificationFactor());
    orders = new WechatOrders(wechat, keys, notifications, jobs);
    codes = new WechatCodePay(keys, orders);
    refunds = new WechatRefunds(orders, notifications, jobs, books);
    mixed = new WechatMixed(wechat, keys, orders, notifications, centre);
    payers = new WechatPayers(wechat, keys, orders, codes, mixed, jobs, books);
    bills = new WechatBills(wechat, keys, orders);
    funds = new WechatFundBills(wechat, keys, orders);
  }

  /** Every path of the wallet and of the control API about it. */
  public List<Route> routes() {
    Door control = new OpenDoor();
    String ordersPath = "/v3/pay/partner/transactions";
    String mixedPath = "/v3/med-ins";
    String orderPath = "/v3/pay/partner/transactions/out-trade-no/{no}";
    String refundPath = "/v3/refund/domestic/refunds";
    return List.of(
        Route.of("POST", ordersPath + "/jsapi", CHANNEL, "jsapi", door, orders::jsapi)
            .telling("jsapi"),
        Route.of("POST", ordersPath + "/app", CHANNEL, "app", door, orders::app).telling("app"),
        Route.of("POST", ordersPath + "/native", CHANNEL, "native", door, orders::codeUrl)
            .telling("native"),
        Route.of("POST", ordersPath + "/h5", CHANNEL, "h5", door, orders::h5).telling("h5"),
        Route.of("GET", "/cgi-bin/mmpayweb-bin/checkmweb", CHANNEL, "page", control, orders::page),
        Route.of("POST", mixedPath + "/orders", CHANNEL, "med-ins", door, mixed::order)
            .telling("med-ins"),
        Route.of(
            "GET",
            mixedPath + "/orders/out-trade-no/{no}",
            CHANNEL,
            "med-ins-query",
            door,
            mixed::byOutTradeNo),
        Route.of(
            "GET",
            mixedPath + "/orders/mix-trade-no/{no}",
            CHANNEL,
            "med-ins-query",
            door,
            mixed::byMixTradeNo),
        Route.of(
            "POST",
            mixedPath + "/refunds/notify",
            CHANNEL,
            "med-ins-refund",
            door,
            mixed::returned),
        Route.of(
            "POST",
            "/control/payers/{ref}/credential",
            "control",
            "credential",
            control,
            mixed.credentials()::bind),
        Route.of("GET", "/v3/certificates", CHANNEL, "certificates", door, Wechat::noCertificates),
        Route.of(
            "POST", "/v3/pay/partner/transactions/codepay", CHANNEL, "codepay", door, codes::pay),
        Route.of("POST", orderPath + "/reverse", CHANNEL, "reverse", door, codes::reverse),
        Route.of("GET", orderPath, CHANNEL, "query", door, orders::query),
        Route.of("POST", orderPath + "/close", CHANNEL, "close", door, orders::close),
        Route.of("POST", refundPath, CHANNEL, "refund", door, refunds::refund).telling("refund"),
        Route.of("GET", refundPath + "/{no}", CHANNEL, "refund-query", door, refunds::query),
        Route.of("GET", "/v3/bill/tradebill", CHANNEL, "tradebill", door, bills::tradeBill),
        Route.of("GET", "/v3/bill/fundflowbill", CHANNEL, "fundflowbill", door, funds::own),
        Route.of(
            "GET",
            "/v3/bill/sub-merchant-fundflowbill",
            CHANNEL,
            "fundflowbill",
            door,
            funds::ofMerchant),
        Route.of(
            "GET",
            "/v3/billdownload/file",
            CHANNEL,
            "download",
            new Unsealed(door),
            WechatBillFile::download),
        Route.of(
            "GET", "/sns/oauth2/access_token", CHANNEL, "oauth", new Unsigned(), payers::exchange),
        Route.of("POST", "/control/merchants", "control", "merchants", control, payers::merchant));
  }

  /** GET /v3/certificates: the account uses the platform's public key, so there are none. */
  private static Answer noCertificates(Call call, Transaction tx) {
    throw new Refused(404, "NOT_FOUND", "已切换为微信支付公钥模式");
  }

  /** The payers, for the control API. */
  public PayerChannel payers() {
    return payers;
  }

  /** Bill downloads are asked for with a signature and answered without one. */
  private record Unsealed(Door inner) implements Door {
    @Override
    public Seal seals(String call) {
      return Seal.NONE;
    }

    @Override
    public void admit(Call call) {
      inner.admit(call);
    }

    @Override
    public Answer refuse(Call call, Refused refusal) {
      return inner.refuse(call, refusal);
    }

    @Override
    public Answer seal(Call call, Answer answer, boolean spoilt) {
      return answer;
    }
  }

  /** The code exchange is guarded by the app secret in its query alone. */
  private static final class Unsigned implements Door {
    @Override
    public Seal seals(String call) {
      return Seal.NONE;
    }

    @Override
    public void admit(Call call) {
      if (call.body().length > 0) {
        throw new Refused(400, "PARAM_ERROR", "no body is expected");
      }
    }

    @Override
    public Answer refuse(Call call, Refused refusal) {
      return Answer.json(refusal.status(), Map.of("errcode", -1, "errmsg", "system error"));
    }

    @Override
    public Answer seal(Call call, Answer answer, boolean spoilt) {
      return answer;
    }
  }
}
