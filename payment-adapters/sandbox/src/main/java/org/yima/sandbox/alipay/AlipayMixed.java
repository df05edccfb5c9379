package org.yima.sandbox.alipay;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Ledger;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.bureau.MobileOrders;
import org.yima.sandbox.control.PayerChannel;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Refused;

/**
 * {@code alipay.commerce.medical.trade.*}: the wallet takes the cash, the centre settles the
 * insurance, and where it refuses, the cash goes back. Fields are the official client's; the words
 * of states and refusals are this sandbox's own, for the real ones are not published.
 */
final class AlipayMixed {
  static final String PAGE = "/alipay/cashier";

  private static final String WALLET = "ALIPAY";
  private static final List<String> REPEATED =
      List.of(
          "subject",
          "order_type",
          "total_amount",
          "gov_amount",
          "account_amount",
          "other_amount",
          "real_amount",
          "med_org_ord",
          "org_no",
          "chrg_bch_no",
          "gmt_out_create",
          "store_id");

  private final AlipayMerchants merchants;
  private final AlipayNotifications notifications;
  private final Optional<MobileOrders> centre;

  AlipayMixed(
      AlipayMerchants merchants, AlipayNotifications notifications, Optional<MobileOrders> centre) {
    this.merchants = merchants;
    this.notifications = notifications;
    this.centre = centre;
  }

  private record AlipayMixedRefund(String key, String number, long fen, String time) {}

  /** alipay.commerce.medical.trade.createandpay. */
  Map<String, Object> create(AlipayCall call, Transaction tx) {
    Fields request = call.business();
    String seller = merchants.of(call).sellerId();
    String number = request.text("out_trade_no", 64);
    String buyer =
        request
            .optional("alipay_user_id", 16)
            .or(() -> request.optional("open_id", 128))
            .orElseThrow(() -> request.bad("open_id", "or alipay_user_id is required"));
    if (tx.find(AlipayPayer.class, buyer).isEmpty()) {
      throw new Refused(200, "USER_NOT_EXIST", "用户不存在");
    }
    boolean insured = insured(request);
    long cash = amount(request, "real_amount");
    adds(request, cash);
    if (insured) {
      checkCentre(request, tx);
    } else if (request.has("pay_order_id") || request.has("pay_auth_no")) {
      throw request.bad("pay_order_id", "is of an insured order only");
    }
    String digest = digest(request, buyer);
    Optional<AlipayMixedOrder> earlier =
        tx.find(AlipayMixedOrder.class, AlipayTrade.key(seller, number));
    if (earlier.isPresent()) {
      return again(call, earlier.get(), digest, tx);
    }
    Map<String, String> said = new LinkedHashMap<>();
    REPEATED.forEach(name -> request.optional(name, 256).ifPresent(v -> said.put(name, v)));
    AlipayMixedOrder order =
        new AlipayMixedOrder(
            seller,
            number,
            "%s88001%015d"
                .formatted(
                    tx.now().atOffset(AlipayMoney.ZONE).toLocalDate().toString().replace("-", ""),
                    tx.next("alipay-mixed")),
            buyer,
            said,
            request.text("result_notify_url", 256),
            request.text("callback_url", 512),
            cash,
            insured ? request.text("pay_order_id", 64) : "",
            digest,
            AlipayMixedOrder.State.INIT,
            time(request, "gmt_time_expire").toInstant(AlipayMoney.ZONE),
            null,
            "",
            0);
    put(tx, order);
    return made(call, order);
  }

  private static boolean insured(Fields request) {
    String type = request.text("order_type", 32);
    if (!type.equals("INSURANCE_PAY") && !type.equals("OWN_PAY")) {
      throw request.bad("order_type", "must be INSURANCE_PAY or OWN_PAY");
    }
    request.text("subject", 256);
    request.text("med_org_ord", 64);
    request.text("org_no", 32);
    request.text("industry", 32);
    request.text("insurance_pay_scene", 32);
    time(request, "gmt_out_create");
    return type.equals("INSURANCE_PAY");
  }

  private static LocalDateTime time(Fields request, String name) {
    try {
      return LocalDateTime.parse(request.text(name, 32), AlipayMoney.TIME);
    } catch (DateTimeParseException malformed) {
      throw request.bad(name, "must be yyyy-MM-dd HH:mm:ss");
    }
  }

  /** An amount that may be nothing. */
  private static long amount(Fields request, String name) {
    String text = request.text(name, 11);
    return text.matches("0(\\.0{1,2})?") ? 0 : AlipayMoney.fen(request, name);
  }

  /** Everybody's shares and what is spared make the total; what is added is in the cash. */
  private static void adds(Fields request, long cash) {
    long reduced = 0;
    if (request.has("subsidy_amount_params")) {
      for (Fields each : request.objects("subsidy_amount_params", 20)) {
        each.text("subsidy_type", 64);
        long fen = AlipayMoney.fen(each, "subsidy_amount");
        reduced += each.text("subsidy_mode", 32).equals("REDUCE") ? fen : 0;
      }
    }
    long shares =
        amount(request, "gov_amount")
            + amount(request, "account_amount")
            + amount(request, "other_amount")
            + cash;
    if (shares + reduced != AlipayMoney.fen(request, "total_amount")) {
      throw new Refused(200, "AMOUNT_NOT_MATCH", "金额校验不通过");
    }
  }

  /** The centre knows the order, its authorisation and the very split. */
  private void checkCentre(Fields request, Transaction tx) {
    MobileOrders.Taken taken =
        centre
            .flatMap(there -> there.find(tx, request.text("pay_order_id", 64)))
            .orElseThrow(() -> new Refused(200, "PAY_ORDER_NOT_EXIST", "医保订单不存在"));
    if (!taken.payAuthNo().equals(request.text("pay_auth_no", 64))) {
      throw new Refused(200, "PAY_AUTH_NO_INVALID", "支付授权码无效");
    }
    boolean fits =
        taken.payable()
            && taken.fund() == amount(request, "gov_amount")
            && taken.account() == amount(request, "account_amount")
            && taken.orgCodg().equals(request.text("org_no", 32))
            && taken.medOrgOrd().equals(request.text("med_org_ord", 64));
    if (!fits) {
      throw new Refused(200, "MEDICAL_ORDER_NOT_MATCH", "医保订单信息不一致");
    }
  }

  private static String digest(Fields request, String buyer) {
    return buyer
        + "|"
        + request.text("total_amount", 11)
        + "|"
        + request.text("real_amount", 11)
        + "|"
        + request.optional("pay_order_id", 64).orElse("");
  }

  private static Map<String, Object> again(
      AlipayCall call, AlipayMixedOrder order, String digest, Transaction tx) {
    if (!order.digest().equals(digest)) {
      throw new Refused(200, "ACQ.CONTEXT_INCONSISTENT", "交易信息被篡改");
    }
    if (!order.isOpenAt(tx.now())) {
      throw new Refused(
          200, order.paidAt() == null ? "ACQ.TRADE_HAS_CLOSE" : "ACQ.TRADE_HAS_SUCCESS", "交易已结束");
    }
    return made(call, order);
  }

  private static Map<String, Object> made(AlipayCall call, AlipayMixedOrder order) {
    Map<String, Object> answer = Alipay.done();
    answer.put("trade_no", order.tradeNo());
    answer.put("out_trade_no", order.outTradeNo());
    answer.put("order_type", order.said().get("order_type"));
    answer.put("med_org_ord", order.said().get("med_org_ord"));
    if (order.hasInsurance()) {
      answer.put("pay_order_id", order.payOrderId());
    }
    answer.put("pay_url", call.base() + PAGE + "?trade_no=" + order.tradeNo());
    return answer;
  }

  private static void put(Transaction tx, AlipayMixedOrder order) {
    tx.put(order.key(), order.tradeNo(), order);
  }

  private AlipayMixedOrder named(AlipayCall call, Transaction tx) {
    String seller = merchants.of(call).sellerId();
    Fields request = call.business();
    return tx.find(
            AlipayMixedOrder.class, AlipayTrade.key(seller, request.text("out_trade_no", 64)))
        .orElseThrow(() -> new Refused(200, "ACQ.TRADE_NOT_EXIST", "交易不存在"));
  }

  /** alipay.commerce.medical.trade.query. */
  Map<String, Object> query(AlipayCall call, Transaction tx) {
    Map<String, Object> answer = Alipay.done();
    answer.putAll(view(named(call, tx), tx));
    return answer;
  }

  private static Map<String, String> view(AlipayMixedOrder order, Transaction tx) {
    Map<String, String> view = new LinkedHashMap<>(order.said());
    view.put("trade_no", order.tradeNo());
    view.put("out_trade_no", order.outTradeNo());
    AlipayMixedOrder.State state = order.stateAt(tx.now());
    view.put(
        "trade_status",
        state == AlipayMixedOrder.State.SUCCESS && order.refunded() > 0 ? "REFUND" : state.name());
    view.put("own_pay_status", own(order, state));
    view.put("medical_pay_status", medical(order, state));
    view.put("refund_amount", AlipayMoney.yuan(order.refunded()));
    if (order.hasInsurance()) {
      view.put("pay_order_id", order.payOrderId());
    }
    if (order.paidAt() != null) {
      String at = AlipayMoney.time(order.paidAt());
      if (order.cash() > 0) {
        view.put("gmt_own_paid", at);
      }
      if (order.hasInsurance()) {
        view.put("gmt_medical_paid", at);
      }
    }
    if (!order.failure().isEmpty()) {
      view.put("medical_pay_msg", order.failure());
    }
    return view;
  }

  private static String own(AlipayMixedOrder order, AlipayMixedOrder.State state) {
    if (order.cash() == 0) {
      return "NONE";
    }
    return switch (state) {
      case INIT, PAYING -> "INIT";
      case SUCCESS -> order.refunded() > 0 ? "REFUND" : "SUCCESS";
      case REVERSED -> "REFUND";
      case CLOSED -> "FAIL";
    };
  }

  private static String medical(AlipayMixedOrder order, AlipayMixedOrder.State state) {
    if (!order.hasInsurance()) {
      return "NONE";
    }
    return switch (state) {
      case INIT, PAYING -> "INIT";
      case SUCCESS -> "SUCCESS";
      case REVERSED, CLOSED -> "FAIL";
    };
  }

  /** Whether an id is of an order here. */
  boolean has(Transaction tx, String tradeNo) {
    return !tx.owned(AlipayMixedOrder.class, tradeNo).isEmpty();
  }

  /** The payer confirms: the cash first, then the centre, which may refuse. */
  Answer approve(Transaction tx, AlipayPayer payer, String tradeNo) {
    AlipayMixedOrder order =
        tx.owned(AlipayMixedOrder.class, tradeNo).stream()
            .filter(found -> found.buyer().equals(payer.ref()))
            .findFirst()
            .orElseThrow(() -> new Refused(403, "payer.other", "another payer's order"));
    if (!order.isOpenAt(tx.now())) {
      throw new Refused(409, "order.over", "the order cannot be paid");
    }
    if (tx.ledger().balance(Alipay.CHANNEL, payer.account()) < order.cash()) {
      throw new Refused(409, "payer.poor", "the payer has not that much");
    }
    AlipayMixedOrder done = pay(tx, order, payer);
    put(tx, done);
    notifications.tell(tx, done.notifyUrl(), notice(done, tx));
    return Answer.json(
        200,
        Map.of(
            "status",
            done.state() == AlipayMixedOrder.State.SUCCESS ? "PAID" : "REVERSED",
            "transactionId",
            done.tradeNo()));
  }

  private AlipayMixedOrder pay(Transaction tx, AlipayMixedOrder order, AlipayPayer payer) {
    if (order.hasInsurance()) {
      MobileOrders.Taken taken = centre.orElseThrow().settle(tx, order.payOrderId(), WALLET);
      if (!taken.insurancePaid()) {
        // The cash went there and back in one moment, which leaves no row.
        return order.failed(AlipayMixedOrder.State.REVERSED, "医保结算失败");
      }
    }
    move(
        tx,
        "CHARGE",
        order,
        payer.account(),
        AlipayMerchants.account(order.seller()),
        order.cash());
    return order.paid(tx.now());
  }

  private static void move(
      Transaction tx, String purpose, AlipayMixedOrder order, String from, String to, long fen) {
    tx.ledger().move(Alipay.CHANNEL, new Ledger.Reason(purpose, order.tradeNo()), from, to, fen);
  }

  private Map<String, String> notice(AlipayMixedOrder order, Transaction tx) {
    Map<String, String> notice = new LinkedHashMap<>(view(order, tx));
    notice.put("notify_type", "medical_trade_status_sync");
    notice.put("seller_id", order.seller());
    return notice;
  }

  /** alipay.commerce.medical.trade.cancel: whatever became of it, the cash is undone. */
  Map<String, Object> cancel(AlipayCall call, Transaction tx) {
    AlipayMixedOrder order = named(call, tx);
    switch (order.stateAt(tx.now())) {
      case INIT, PAYING -> put(tx, order.in(AlipayMixedOrder.State.CLOSED));
      case SUCCESS -> {
        giveBack(tx, order, order.cash() - order.refunded());
        put(
            tx,
            order.returned(order.cash() - order.refunded()).in(AlipayMixedOrder.State.REVERSED));
      }
      case REVERSED, CLOSED -> {
        // It is undone already.
      }
    }
    Map<String, Object> answer = Alipay.done();
    answer.put("trade_no", order.tradeNo());
    answer.put("out_trade_no", order.outTradeNo());
    answer.put("order_type", order.said().get("order_type"));
    answer.put("trade_cancel_result", "SUCCESS");
    return answer;
  }

  private static void giveBack(Transaction tx, AlipayMixedOrder order, long fen) {
    String merchant = AlipayMerchants.account(order.seller());
    if (tx.ledger().balance(Alipay.CHANNEL, merchant) < fen) {
      throw new Refused(200, "ACQ.SELLER_BALANCE_NOT_ENOUGH", "卖家余额不足");
    }
    AlipayPayer payer = tx.find(AlipayPayer.class, order.buyer()).orElseThrow();
    move(tx, "REFUND", order, merchant, payer.account(), fen);
  }

  /** alipay.commerce.medical.trade.refund: of the cash. */
  Map<String, Object> refund(AlipayCall call, Transaction tx) {
    AlipayMixedOrder order = named(call, tx);
    Fields request = call.business();
    long fen = AlipayMoney.fen(request, "refund_amount");
    String number = request.text("refund_request_no", 64);
    String key = order.key() + ":" + number;
    Optional<AlipayMixedRefund> earlier = tx.find(AlipayMixedRefund.class, key);
    if (earlier.isPresent()) {
      if (earlier.get().fen() != fen) {
        throw new Refused(200, "ACQ.DISCORDANT_REPEAT_REQUEST", "请求信息不一致");
      }
      return refunded(order, earlier.get());
    }
    if (order.state() != AlipayMixedOrder.State.SUCCESS) {
      throw new Refused(200, "ACQ.TRADE_STATUS_ERROR", "交易状态不合法");
    }
    if (fen > order.cash() - order.refunded()) {
      throw new Refused(200, "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL", "退款金额超限");
    }
    giveBack(tx, order, fen);
    put(tx, order.returned(fen));
    AlipayMixedRefund refund = new AlipayMixedRefund(key, number, fen, AlipayMoney.time(tx.now()));
    tx.put(key, order.key(), refund);
    return refunded(order, refund);
  }

  /** alipay.commerce.medical.trade.refund.query. */
  Map<String, Object> refundQuery(AlipayCall call, Transaction tx) {
    AlipayMixedOrder order = named(call, tx);
    String key = order.key() + ":" + call.business().text("refund_request_no", 64);
    return tx.find(AlipayMixedRefund.class, key)
        .map(refund -> refunded(order, refund))
        .orElseThrow(() -> new Refused(200, "REFUND_NOT_EXIST", "退款不存在"));
  }

  private static Map<String, Object> refunded(AlipayMixedOrder order, AlipayMixedRefund refund) {
    Map<String, Object> answer = Alipay.done();
    answer.put("trade_no", order.tradeNo());
    answer.put("out_trade_no", order.outTradeNo());
    answer.put("order_type", order.said().get("order_type"));
    answer.put("refund_request_no", refund.number());
    answer.put("refund_amount", AlipayMoney.yuan(refund.fen()));
    answer.put("refund_status", "REFUND_SUCCESS");
    answer.put("refund_time", refund.time());
    return answer;
  }

  /** GET of the link that a payer is given: what is to be paid; the control API confirms it. */
  Answer page(Call call, Transaction tx) {
    AlipayMixedOrder order =
        tx.owned(AlipayMixedOrder.class, call.query("trade_no").orElse("")).stream()
            .findFirst()
            .orElseThrow(() -> new Refused(404, "prepay.unknown", "no such order waits"));
    String page =
        "<!doctype html><html lang=\"zh\"><meta charset=\"utf-8\"><title>支付宝</title><h1>医保支付</h1><p>自费 "
            + AlipayMoney.yuan(order.cash())
            + " 元</p><p id=\"trade\">"
            + order.tradeNo()
            + "</p>";
    return new Answer(
        200,
        Map.of(
            "Content-Type", "text/html; charset=utf-8",
            "Content-Security-Policy", "default-src 'none'"),
        page.getBytes(StandardCharsets.UTF_8));
  }

  /** What waits for a payer. */
  List<PayerChannel.Waiting> waiting(Transaction tx) {
    return tx.all(AlipayMixedOrder.class).stream()
        .filter(order -> order.isOpenAt(tx.now()))
        .map(
            order ->
                new PayerChannel.Waiting(
                    order.buyer(),
                    order.tradeNo(),
                    order.outTradeNo(),
                    order.seller(),
                    order.said().get("subject"),
                    order.cash(),
                    order.expiresAt()))
        .toList();
  }
}
