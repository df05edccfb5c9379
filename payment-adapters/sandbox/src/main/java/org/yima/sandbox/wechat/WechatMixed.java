package org.yima.sandbox.wechat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Ledger;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.bureau.MobileOrders;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.control.PayerChannel;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Refused;
import org.yima.sandbox.payers.WalletPayer;

/**
 * Medical insurance and cash in one order (医保自费混合收款): {@code /v3/med-ins}. The wallet takes the
 * cash, the centre settles the insurance, and where it refuses, the cash goes back.
 */
final class WechatMixed {
  private static final String WALLET = "WECHAT";
  private static final Duration LIFE = Duration.ofHours(2);
  private final SandboxConfig.Wechat config;
  private final WechatOrders orders;
  private final WechatCredentials credentials;
  private final WechatNotifications notifications;
  private final Optional<MobileOrders> centre;

  WechatMixed(
      SandboxConfig.Wechat config,
      WechatKeys keys,
      WechatOrders orders,
      WechatNotifications notifications,
      Optional<MobileOrders> centre) {
    this.config = config;
    this.orders = orders;
    this.credentials = new WechatCredentials(keys);
    this.notifications = notifications;
    this.centre = centre;
  }

  private record WechatMixTradeNo(String mixTradeNo, String orderKey) {}

  /** The control API's door to who holds which credential. */
  WechatCredentials credentials() {
    return credentials;
  }

  /** POST /v3/med-ins/orders. */
  Answer order(Call call, Transaction tx) {
    WechatMixedRequest request = WechatMixedRequest.of(call.json());
    Fields fields = request.fields();
    if (!config.spAppid().equals(fields.text("appid", 32))) {
      throw new Refused(400, "APPID_MCHID_NOT_MATCH", "AppID和mch_id不匹配");
    }
    String subMchid = merchant(fields.text("sub_mchid", 32));
    String openid = fields.text("openid", 128);
    if (WalletPayer.find(tx, Wechat.CHANNEL, openid).isEmpty()) {
      throw WechatMixedRequest.refused(400, "PARAM_ERROR", "268510603", "请确认openid是否正确");
    }
    WechatCredentials.Person insured = credentials.insured(tx, call, request, openid);
    String key = WechatOrder.key(subMchid, request.outTradeNo());
    if (tx.find(WechatMixedOrder.class, key).isPresent()) {
      throw WechatMixedRequest.refused(400, "ALREADY_EXISTS", "268512536", "订单已存在");
    }
    if (request.cash() > 0) {
      checkCash(tx, key, request, openid);
    }
    if (request.insured()) {
      checkInsurance(tx, request, insured);
    }
    WechatMixedOrder order =
        new WechatMixedOrder(
            subMchid,
            request.outTradeNo(),
            "%s%014d".formatted(WechatTimes.COMPACT.format(tx.now()), tx.next("wechat-mixed")),
            openid,
            request.said(),
            request.callbackUrl(),
            request.cash(),
            request.insured() ? request.payOrderId() : null,
            Digests.of(fields),
            WechatMixedOrder.State.CREATED,
            tx.now(),
            null,
            null,
            0);
    put(tx, order);
    tx.put(order.mixTradeNo(), openid, new WechatMixTradeNo(order.mixTradeNo(), key));
    WalletPayer.find(tx, Wechat.CHANNEL, openid)
        .flatMap(payer -> payer.behaviour().paysByItself())
        .ifPresent(wait -> orders.payLater(tx, order.mixTradeNo(), wait));
    return Answer.json(200, view(tx, order));
  }

  private String merchant(String subMchid) {
    if (!config.subMchids().contains(subMchid)) {
      throw new Refused(403, "RULE_LIMIT", "商户与子商户不是受理关系");
    }
    return subMchid;
  }

  private static void checkCash(
      Transaction tx, String key, WechatMixedRequest request, String openid) {
    boolean fits =
        tx.find(WechatOrder.class, key)
            .filter(cash -> cash.prepayId().equals(request.fields().text("prepay_id", 64)))
            .filter(cash -> cash.openid().equals(openid))
            .filter(cash -> cash.total() == request.cash())
            .filter(cash -> cash.stateAt(tx.now()) == WechatOrder.State.NOTPAY)
            .isPresent();
    if (!fits) {
      throw WechatMixedRequest.refused(400, "RULE_LIMIT", "268529481", "混合单金额不正确");
    }
  }

  /** The centre knows the order, the authorisation, the person and the very split. */
  private void checkInsurance(
      Transaction tx, WechatMixedRequest request, WechatCredentials.Person insured) {
    MobileOrders.Taken taken =
        centre
            .flatMap(there -> there.find(tx, request.payOrderId()))
            .orElseThrow(
                () ->
                    WechatMixedRequest.refused(
                        400, "PARAM_ERROR", "268545967", "医保局业务错误：未找到对应授权信息，无法查询订单信息"));
    if (!taken.payAuthNo().equals(request.fields().text("pay_auth_no", 40))) {
      throw WechatMixedRequest.refused(
          400, "PARAM_ERROR", "268547120", "PAY_AUTH_NO 校验失败，请确认无误后重试");
    }
    boolean fits =
        taken.payable()
            && taken.fund() == request.gov()
            && taken.account() == request.self()
            && taken.own() == request.ownPart()
            && taken.other() == request.other()
            && taken.orgCodg().equals(request.fields().text("med_inst_no", 32))
            && taken.medOrgOrd().equals(request.fields().text("serial_no", 20))
            && WechatCredentials.digest(taken.idNumber()).equals(insured.digest())
            && taken.name().equals(insured.name());
    if (!fits) {
      throw WechatMixedRequest.refused(400, "PARAM_ERROR", "268510610", "医保局结算校验失败，请确认医保相关的字段是否正确");
    }
  }

  private static void put(Transaction tx, WechatMixedOrder order) {
    tx.put(order.key(), order.openid(), order);
  }

  /** GET /v3/med-ins/orders/out-trade-no/{no}. */
  Answer byOutTradeNo(Call call, Transaction tx) {
    String subMchid = merchant(call.query("sub_mchid").orElse(""));
    return Answer.json(
        200, view(tx, known(tx, WechatOrder.key(subMchid, call.parameter("no")), subMchid)));
  }

  /** GET /v3/med-ins/orders/mix-trade-no/{no}. */
  Answer byMixTradeNo(Call call, Transaction tx) {
    String subMchid = merchant(call.query("sub_mchid").orElse(""));
    return Answer.json(200, view(tx, numbered(tx, call.parameter("no"), subMchid)));
  }

  private WechatMixedOrder numbered(Transaction tx, String mixTradeNo, String subMchid) {
    return known(
        tx,
        tx.find(WechatMixTradeNo.class, mixTradeNo).map(WechatMixTradeNo::orderKey).orElse(""),
        subMchid);
  }

  private WechatMixedOrder known(Transaction tx, String key, String subMchid) {
    return find(tx, key)
        .filter(order -> order.subMchid().equals(subMchid))
        .orElseThrow(
            () ->
                WechatMixedRequest.refused(
                    404, "ORDER_NOT_EXIST", "268529515", "未找到订单，请确认订单号是否正确"));
  }

  /** An order as it is by now: one whose cash or insurance ended by itself has failed. */
  private Optional<WechatMixedOrder> find(Transaction tx, String key) {
    return tx.find(WechatMixedOrder.class, key)
        .map(
            order ->
                order.isOpen() && isOver(tx, order)
                    ? order.in(WechatMixedOrder.State.FAIL)
                    : order);
  }

  private boolean isOver(Transaction tx, WechatMixedOrder order) {
    if (order.cash() > 0) {
      WechatOrder.State cash = cash(tx, order).stateAt(tx.now());
      if (cash != WechatOrder.State.NOTPAY) {
        return true;
      }
    }
    if (!tx.now().isBefore(order.createdAt().plus(LIFE))) {
      return true;
    }
    return order.hasInsurance()
        && !centre.orElseThrow().find(tx, order.payOrderId()).orElseThrow().payable();
  }

  private static WechatOrder cash(Transaction tx, WechatMixedOrder order) {
    return tx.find(WechatOrder.class, order.key()).orElseThrow();
  }

  /** Whether an id is of an order here. */
  boolean has(Transaction tx, String mixTradeNo) {
    return tx.find(WechatMixTradeNo.class, mixTradeNo).isPresent();
  }

  /**
   * The payer confirms in the cashier. A payer who is asked for the password is at it first, and
   * confirms by the second time.
   */
  Answer approve(Transaction tx, String openid, String mixTradeNo) {
    WechatMixedOrder order = mine(tx, openid, mixTradeNo);
    WalletPayer payer = WalletPayer.find(tx, Wechat.CHANNEL, openid).orElseThrow();
    if (payer.behaviour().neverPays()) {
      throw new Refused(422, "payer.never", "this payer never pays");
    }
    WechatOrders.mustBeAble(tx, payer, order.cash());
    if (payer.behaviour().asksAlways() && order.state() == WechatMixedOrder.State.CREATED) {
      put(tx, order.in(WechatMixedOrder.State.USER_PAYING));
      return Answer.json(200, Map.of("status", "USER_PAYING"));
    }
    WechatMixedOrder done = pay(tx, order, payer);
    put(tx, done);
    if (done.state() == WechatMixedOrder.State.SUCCESS) {
      notifications.tell(
          tx,
          "med-ins",
          new WechatNotifications.Event(
              done.callbackUrl(),
              WechatNotifications.MEDICAL,
              "医保混合收款成功",
              "med-ins-order",
              view(tx, done)));
    }
    return Answer.json(
        200,
        Map.of(
            "status",
            done.state() == WechatMixedOrder.State.SUCCESS ? "PAID" : done.state().name()));
  }

  /** The payer confirms without being told, by the password where it is asked for. */
  void payByItself(Transaction tx, String mixTradeNo) {
    WechatMixTradeNo number = tx.find(WechatMixTradeNo.class, mixTradeNo).orElseThrow();
    String openid = tx.find(WechatMixedOrder.class, number.orderKey()).orElseThrow().openid();
    Answer atIt = approve(tx, openid, mixTradeNo);
    if (find(tx, number.orderKey()).filter(WechatMixedOrder::isOpen).isPresent()) {
      atIt = approve(tx, openid, mixTradeNo);
    }
    if (atIt.status() != 200) {
      throw new IllegalStateException("an approval is a success or refused");
    }
  }

  private WechatMixedOrder mine(Transaction tx, String openid, String mixTradeNo) {
    WechatMixedOrder order = mustBeOf(tx, openid, mixTradeNo);
    if (!order.isOpen()) {
      throw new Refused(409, "order.over", "the order cannot be paid");
    }
    return order;
  }

  /** This payer's order, whether or not it is over. */
  WechatMixedOrder mustBeOf(Transaction tx, String openid, String mixTradeNo) {
    return tx.find(WechatMixTradeNo.class, mixTradeNo)
        .flatMap(number -> find(tx, number.orderKey()))
        .filter(found -> found.openid().equals(openid))
        .orElseThrow(() -> new Refused(404, "prepay.unknown", "no such order"));
  }

  private WechatMixedOrder pay(Transaction tx, WechatMixedOrder order, WalletPayer payer) {
    if (order.cash() > 0) {
      orders.payOf(tx, cash(tx, order), payer);
    }
    if (!order.hasInsurance()) {
      return order.paid(tx.now());
    }
    MobileOrders.Taken taken = centre.orElseThrow().settle(tx, order.payOrderId(), WALLET);
    if (taken.insurancePaid()) {
      return order.paid(tx.now());
    }
    if (taken.ordStas() != 15) {
      return order.failed(WechatMixedOrder.State.FAIL, "医保结算失败，自费冲正失败");
    }
    if (order.cash() > 0) {
      giveBack(tx, cash(tx, order), payer);
    }
    return order.failed(WechatMixedOrder.State.REVERSED, "医保结算失败");
  }

  private static void giveBack(Transaction tx, WechatOrder cash, WalletPayer payer) {
    tx.ledger()
        .move(
            Wechat.CHANNEL,
            new Ledger.Reason("REVERSAL", cash.transactionId()),
            WechatOrders.merchantAccount(cash.subMchid()),
            payer.account(),
            cash.total());
    tx.put(cash.key(), cash.openid(), cash.revoked(cash.total()));
  }

  /** The payer leaves the cashier; the order may still be paid. */
  Answer decline(Transaction tx, String openid, String mixTradeNo) {
    put(tx, mine(tx, openid, mixTradeNo).in(WechatMixedOrder.State.CREATED));
    return Answer.json(200, Map.of("status", "CREATED"));
  }

  /** What waits for a payer. */
  List<PayerChannel.Waiting> waiting(Transaction tx) {
    return tx.all(WechatMixedOrder.class).stream()
        .flatMap(order -> find(tx, order.key()).stream())
        .filter(WechatMixedOrder::isOpen)
        .map(
            order ->
                new PayerChannel.Waiting(
                    order.openid(),
                    order.mixTradeNo(),
                    order.outTradeNo(),
                    order.subMchid(),
                    "医保自费混合收款",
                    order.cash(),
                    order.createdAt().plus(LIFE)))
        .toList();
  }

  /**
   * POST /v3/med-ins/refunds/notify?mix_trade_no=: 204, and again 204 for the same number; refused
   * while the centre itself has returned nothing, and before the refund of the cash, which has the
   * very same number.
   */
  Answer returned(Call call, Transaction tx) {
    Fields request = call.json();
    String subMchid = merchant(request.text("sub_mchid", 32));
    WechatMixedOrder order = numbered(tx, call.query("mix_trade_no").orElse(""), subMchid);
    WechatMixedReturn told = WechatMixedReturn.of(request);
    String key = order.key() + "/" + told.outRefundNo();
    Optional<WechatMixedReturn> earlier = tx.find(WechatMixedReturn.class, key);
    if (earlier.isPresent()) {
      if (!earlier.get().equals(told)) {
        throw new Refused(400, "INVALID_REQUEST", "退款金额与之前通知不一致");
      }
      return Answer.empty();
    }
    if (order.state() != WechatMixedOrder.State.SUCCESS || !order.hasInsurance()) {
      throw WechatMixedRequest.refused(400, "INVALID_REQUEST", "268554200", "当前订单状态不允许退款");
    }
    MobileOrders.Taken taken = centre.orElseThrow().find(tx, order.payOrderId()).orElseThrow();
    if (!taken.insuranceRefunded()) {
      throw new Refused(400, "INVALID_REQUEST", "医保局未退款");
    }
    if (order.cash() > 0 && !cashReturned(tx, order, told.outRefundNo())) {
      throw new Refused(400, "INVALID_REQUEST", "自费部分未以该退款单号退款");
    }
    long paid = taken.fund() + taken.account() + taken.other();
    if (told.sum() > paid - order.returned()) {
      throw new Refused(400, "INVALID_REQUEST", "退款金额大于医保支付金额");
    }
    tx.put(key, order.key(), told);
    put(tx, order.returned(told.sum()));
    return Answer.empty();
  }

  private static boolean cashReturned(Transaction tx, WechatMixedOrder order, String outRefundNo) {
    return tx.find(WechatRefund.class, WechatRefund.key(order.subMchid(), outRefundNo))
        .filter(refund -> refund.outTradeNo().equals(order.outTradeNo()))
        .filter(refund -> refund.status() != WechatRefund.Status.CLOSED)
        .isPresent();
  }

  /** The order as answers and the notification give it. */
  private Map<String, Object> view(Transaction tx, WechatMixedOrder order) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("mix_trade_no", order.mixTradeNo());
    view.put("mix_pay_status", mixed(tx, order));
    view.put("self_pay_status", selfPay(tx, order));
    view.put("med_ins_pay_status", insurance(order));
    if (order.paidAt() != null) {
      view.put("paid_time", WechatTimes.rfc3339(order.paidAt()));
    }
    if (order.failReason() != null) {
      view.put("med_ins_fail_reason", order.failReason());
    }
    view.putAll(order.said());
    return view;
  }

  private static String mixed(Transaction tx, WechatMixedOrder order) {
    boolean returned = order.returned() > 0 || (order.cash() > 0 && cash(tx, order).refunded() > 0);
    return switch (order.state()) {
      case CREATED -> "MIX_PAY_CREATED";
      case USER_PAYING -> "MIX_PAY_USER_PAYING";
      case SUCCESS -> returned ? "MIX_PAY_REFUND" : "MIX_PAY_SUCCESS";
      case REVERSED -> "MIX_PAY_REVERSED";
      case FAIL -> "MIX_PAY_FAIL";
    };
  }

  private static String selfPay(Transaction tx, WechatMixedOrder order) {
    if (order.cash() == 0) {
      return "NO_SELF_PAY";
    }
    Instant now = tx.now();
    return switch (cash(tx, order).stateAt(now)) {
      case NOTPAY, USERPAYING -> "SELF_PAY_CREATED";
      case SUCCESS -> "SELF_PAY_SUCCESS";
      case REFUND, REVOKED -> "SELF_PAY_REFUND";
      case CLOSED, PAYERROR -> "SELF_PAY_FAIL";
    };
  }

  private static String insurance(WechatMixedOrder order) {
    if (!order.hasInsurance()) {
      return "NO_MED_INS_PAY";
    }
    return switch (order.state()) {
      case CREATED, USER_PAYING -> "MED_INS_PAY_CREATED";
      case SUCCESS -> order.returned() > 0 ? "MED_INS_PAY_REFUND" : "MED_INS_PAY_SUCCESS";
      case REVERSED, FAIL -> "MED_INS_PAY_FAIL";
    };
  }
}
