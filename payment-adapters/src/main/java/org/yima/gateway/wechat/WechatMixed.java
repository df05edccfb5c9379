package org.yima.gateway.wechat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.JsonObject;
import com.wechat.pay.java.core.http.Constant;
import com.wechat.pay.java.core.http.HttpClient;
import com.wechat.pay.java.core.http.HttpMethod;
import com.wechat.pay.java.core.http.HttpRequest;
import com.wechat.pay.java.core.http.JsonRequestBody;
import com.wechat.pay.java.core.http.MediaType;
import com.wechat.pay.java.core.http.QueryParameter;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.NextAction;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.Json;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.Closed;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.MixedCharge;
import org.yima.gateway.wallet.MixedGateway;
import org.yima.gateway.wallet.MixedOrder;
import org.yima.gateway.wallet.MixedRefund;
import org.yima.gateway.wallet.MixedRefundOrder;
import org.yima.gateway.wallet.Notification;
import org.yima.gateway.wallet.NotificationReply;
import org.yima.gateway.wallet.OrderRef;
import org.yima.gateway.wallet.Prepay;
import org.yima.gateway.wallet.Refund;
import org.yima.gateway.wallet.RefundOrder;
import org.yima.gateway.wallet.RefundRef;
import org.yima.gateway.wallet.Way;

/**
 * Medical insurance and cash in one order of WeChat Pay ({@code /v3/med-ins}), over the SDK's HTTP
 * client because the SDK has no service for it. The cash part is an order of its own under the same
 * number; its prepay id leaves here only together with the mixed order, so it can not be paid
 * alone.
 */
public final class WechatMixed implements MixedGateway {

  private static final String BASE = "https://api.mch.weixin.qq.com/v3/med-ins/";

  /** The payer has typed the password: WeChat closes no more, and the order is soon decided. */
  private static final String PASSWORD_TYPED = ".268560650";

  private final HttpClient calls;
  private final WechatWallet wallet;
  private final MixedRequests requests;

  public WechatMixed(
      WechatSettings settings,
      WechatMixedSettings mixed,
      InstantSource clock,
      SecureRandom random) {
    WechatClient client = new WechatClient(settings, clock);
    this.calls = client.calls();
    this.wallet = new WechatWallet(settings, client, clock, random);
    this.requests = new MixedRequests(client.config().createEncryptor(), mixed);
  }

  @Override
  public Outcome<MixedCharge> order(Merchant merchant, MixedOrder order) {
    wallet.check(merchant);
    if (order.amounts().walletCashFen() == 0) {
      return order(merchant, order, Optional.empty());
    }
    Outcome<Charge> cash =
        wallet.prepay(
            merchant,
            new Prepay(
                order.order(),
                order.description(),
                order.amounts().walletCashFen(),
                new Way.InWallet(order.payer().walletId()),
                order.expiresAt(),
                order.notifyUrl()));
    return cash.fold(
        s -> Outcome.unknown(UnknownCause.UNREADABLE),
        p -> order(merchant, order, Optional.of(p.nextAction())),
        d ->
            before(merchant, order, Optional.empty(), new Outcome.Declined<>(d.reason(), d.code())),
        u -> Outcome.unknown(u.cause()));
  }

  private Outcome<MixedCharge> order(
      Merchant merchant, MixedOrder order, Optional<NextAction> cash) {
    Outcome<MixedCharge> asked =
        WechatCalls.attempt(
            () -> {
              ObjectNode body = requests.order(merchant, order, cash.map(CallUp::prepayId));
              Fields answer = MixedFacts.fields(post("orders", body, JsonObject.class));
              answer.mustRepeat("out_trade_no", order.order().number());
              return Outcome.pending(
                  CallUp.medical(merchant.application(), answer.text("mix_trade_no"), cash));
            });
    return asked instanceof Outcome.Declined<MixedCharge> declined
        ? before(merchant, order, cash, declined)
        : asked;
  }

  /**
   * An order that was sent before may stand, or be paid, and be why it is refused now: its
   * authorisation is used up, its cash waits no more. A refusal of the caller (too many calls) says
   * as little of it. Only where none is there the refusal is one.
   */
  private Outcome<MixedCharge> before(
      Merchant merchant,
      MixedOrder order,
      Optional<NextAction> cash,
      Outcome.Declined<MixedCharge> declined) {
    return query(merchant, order.order())
        .sure()
        .then(known -> again(merchant, order, known, cash, declined));
  }

  /**
   * An order that is there already is the answer, if it is this one. Where its cash could not be
   * ordered again the payer can not be sent there again: they have it before them, or it expires.
   */
  private static Outcome<MixedCharge> again(
      Merchant merchant,
      MixedOrder order,
      MixedCharge known,
      Optional<NextAction> cash,
      Outcome.Declined<MixedCharge> declined) {
    if (known.state() == MixedCharge.State.NOT_FOUND) {
      return declined;
    }
    if (!known.shares().equals(Optional.of(order.amounts().shares()))) {
      return Outcome.declined(DeclineReason.ID_REUSED, declined.code());
    }
    if (known.isOneSided()) {
      return Outcome.declined(DeclineReason.ALREADY_PAID, "ONE_SIDED");
    }
    return switch (known.state()) {
      case CREATED, PAYING, NOT_FOUND ->
          cash.isEmpty() && order.amounts().walletCashFen() > 0
              ? Outcome.stillRunning()
              : Outcome.pending(CallUp.medical(merchant.application(), known.number(), cash));
      case PAID, REFUNDED -> Outcome.declined(DeclineReason.ALREADY_PAID, declined.code());
      case REVERSED, FAILED -> Outcome.declined(DeclineReason.CLOSED, declined.code());
    };
  }

  @Override
  public Outcome<MixedCharge> query(Merchant merchant, OrderRef order) {
    wallet.check(merchant);
    QueryParameter query = new QueryParameter();
    query.add("sub_mchid", merchant.account());
    Outcome<MixedCharge> answered =
        WechatCalls.attempt(
            () -> {
              HttpRequest request =
                  request("orders/out-trade-no/" + order.number() + query.getQueryStr())
                      .httpMethod(HttpMethod.GET)
                      .build();
              Fields answer =
                  MixedFacts.fields(calls.execute(request, JsonObject.class).getServiceResponse());
              answer.mustRepeat("out_trade_no", order.number());
              answer.mustRepeat("sub_mchid", merchant.account());
              return Outcome.succeeded(MixedFacts.read(answer));
            });
    return WechatWallet.insteadOf(
        answered, DeclineReason.NOT_FOUND, () -> MixedCharge.notFound(order.number()));
  }

  @Override
  public Outcome<Closed> close(Merchant merchant, OrderRef order) {
    return query(merchant, order).then(known -> close(merchant, order, known));
  }

  private Outcome<Closed> close(Merchant merchant, OrderRef order, MixedCharge known) {
    if (known.isOneSided()) {
      return Outcome.declined(DeclineReason.ALREADY_PAID, "ONE_SIDED");
    }
    return switch (known.state()) {
      case PAID, REFUNDED -> Outcome.declined(DeclineReason.ALREADY_PAID, "MIX_PAY_SUCCESS");
      case PAYING -> Outcome.stillRunning();
      case REVERSED, FAILED -> Outcome.succeeded(new Closed(order.number()));
      case CREATED ->
          known.cash() == MixedCharge.Part.NONE ? Outcome.stillRunning() : unpaid(merchant, order);
      // Its cash part may be there without it.
      case NOT_FOUND -> unpaid(merchant, order);
    };
  }

  private Outcome<Closed> unpaid(Merchant merchant, OrderRef order) {
    Outcome<Closed> closed = wallet.close(merchant, order);
    return closed instanceof Outcome.Declined<Closed> declined
            && declined.code().endsWith(PASSWORD_TYPED)
        ? Outcome.stillRunning()
        : closed;
  }

  @Override
  public Outcome<MixedRefund> refund(Merchant merchant, MixedRefundOrder order) {
    wallet.check(merchant);
    if (order.cashFen() == 0) {
      return told(merchant, order)
          .map(done -> new MixedRefund(order.refund().number(), Optional.empty()));
    }
    Outcome<Refund> cash =
        wallet.refund(
            merchant,
            new RefundOrder(
                order.refund(),
                order.cashFen(),
                order.paidCashFen(),
                order.reason(),
                order.notifyUrl()));
    return cash.fold(
        s ->
            afterCash(
                merchant,
                order,
                Outcome.succeeded(
                    new MixedRefund(order.refund().number(), Optional.of(s.value())))),
        p -> afterCash(merchant, order, Outcome.pending(p.nextAction())),
        d -> Outcome.declined(d.reason(), d.code()),
        u -> Outcome.unknown(u.cause()));
  }

  @Override
  public Outcome<Refund> queryRefund(Merchant merchant, RefundRef refund) {
    return wallet.queryRefund(merchant, refund);
  }

  /** The cash has moved or will: a refused telling is no refused refund. */
  private Outcome<MixedRefund> afterCash(
      Merchant merchant, MixedRefundOrder order, Outcome<MixedRefund> cash) {
    if (order.insuredFen() == 0) {
      return cash;
    }
    return told(merchant, order)
        .fold(
            s -> cash,
            p -> Outcome.unknown(UnknownCause.UNREADABLE),
            d -> Outcome.unknown(UnknownCause.SERVER_ERROR),
            u -> Outcome.unknown(u.cause()));
  }

  private Outcome<String> told(Merchant merchant, MixedRefundOrder order) {
    QueryParameter query = new QueryParameter();
    query.add("mix_trade_no", order.mixedNumber());
    return WechatCalls.attempt(
        () -> {
          Object unused =
              post(
                  "refunds/notify" + query.getQueryStr(),
                  requests.returned(merchant, order),
                  Object.class);
          return Outcome.succeeded(order.refund().number());
        });
  }

  private <T> T post(String path, ObjectNode body, Class<T> answer) {
    HttpRequest request =
        request(path)
            .httpMethod(HttpMethod.POST)
            .addHeader(Constant.CONTENT_TYPE, MediaType.APPLICATION_JSON.getValue())
            .body(new JsonRequestBody.Builder().body(new String(Json.bytes(body), UTF_8)).build())
            .build();
    return calls.execute(request, answer).getServiceResponse();
  }

  private static HttpRequest.Builder request(String path) {
    return new HttpRequest.Builder()
        .url(BASE + path)
        .addHeader(Constant.ACCEPT, MediaType.APPLICATION_JSON.getValue());
  }

  @Override
  public Notification parseNotification(Map<String, String> headers, String body) {
    return wallet.parseNotification(headers, body);
  }

  @Override
  public NotificationReply accepted() {
    return wallet.accepted();
  }

  @Override
  public NotificationReply refused() {
    return wallet.refused();
  }
}
