package org.yima.sandbox.wechat;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.yima.sandbox.books.Books;
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
  private static final String CHANNEL = WechatPayer.CHANNEL;
  private final WechatDoor door;
  private final WechatOrders orders;
  private final WechatCodePay codes;
  private final WechatRefunds refunds;
  private final WechatPayers payers;
  private final WechatBills bills;

  public Wechat(
      SandboxConfig config,
      Books books,
      Jobs jobs,
      Faults faults,
      CallLog log,
      Clock clock,
      SecureRandom random) {
    SandboxConfig.Wechat wechat = config.wechat();
    WechatKeys keys = new WechatKeys(wechat, random);
    door = new WechatDoor(wechat, keys, clock);
    WechatNotifications notifications =
        new WechatNotifications(door, keys, jobs, faults, clock, log, config.notificationFactor());
    orders = new WechatOrders(wechat, keys, notifications, jobs);
    codes = new WechatCodePay(keys, orders);
    refunds = new WechatRefunds(orders, notifications, jobs, books);
    payers = new WechatPayers(wechat, keys, orders, codes, jobs, books);
    bills = new WechatBills(wechat, keys, orders);
  }

  /** Every path of the wallet and of the control API about it. */
  public List<Route> routes() {
    Door control = new OpenDoor();
    String orderPath = "/v3/pay/partner/transactions/out-trade-no/{no}";
    String refundPath = "/v3/refund/domestic/refunds";
    return List.of(
        Route.of(
            "POST", "/v3/pay/partner/transactions/jsapi", CHANNEL, "jsapi", door, orders::prepay),
        Route.of(
            "POST", "/v3/pay/partner/transactions/codepay", CHANNEL, "codepay", door, codes::pay),
        Route.of("POST", orderPath + "/reverse", CHANNEL, "reverse", door, codes::reverse),
        Route.of("GET", orderPath, CHANNEL, "query", door, orders::query),
        Route.of("POST", orderPath + "/close", CHANNEL, "close", door, orders::close),
        Route.of("POST", refundPath, CHANNEL, "refund", door, refunds::refund),
        Route.of("GET", refundPath + "/{no}", CHANNEL, "refund-query", door, refunds::query),
        Route.of("GET", "/v3/bill/tradebill", CHANNEL, "tradebill", door, bills::tradeBill),
        Route.of(
            "GET",
            "/v3/billdownload/file",
            CHANNEL,
            "download",
            new Unsealed(door),
            bills::download),
        Route.of(
            "GET", "/sns/oauth2/access_token", CHANNEL, "oauth", new Unsigned(), payers::exchange),
        Route.of("POST", "/control/merchants", "control", "merchants", control, payers::merchant));
  }

  /** The payers, for the control API. */
  public PayerChannel payers() {
    return payers;
  }

  /** Bill downloads are asked for with a signature and answered without one. */
  private record Unsealed(Door inner) implements Door {
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
