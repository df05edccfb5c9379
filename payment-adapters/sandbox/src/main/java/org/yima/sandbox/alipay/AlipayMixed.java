package org.yima.sandbox.alipay;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Ledger;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.bureau.MobileOrders;
import org.yima.sandbox.control.Openings;
import org.yima.sandbox.control.PayerChannel;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Json;
import org.yima.sandbox.http.Page;
import org.yima.sandbox.http.Refused;

/**
 * {@code alipay.commerce.medical.trade.*}: the wallet takes the cash, the centre settles the
 * insurance, and where it refuses, the cash goes back. Fields are the official client's; the words
 * of states and refusals are this sandbox's own, for the real ones are not published.
 */
final class AlipayMixed {
  static final String PAGE = "/alipay/cashier";

  private static final String SUBSIDIES = "subsidy_amount_params";
  private static final String WALLET = "ALIPAY";
  private static final String TRANSIT = "transit:refund";
  private static final int ONE_SIDED = 16;
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
  private final Openings openings;

  AlipayMixed(
      AlipayMerchants merchants,
      AlipayNotifications notifications,
      Optional<MobileOrders> centre,
      Openings openings) {
    this.merchants = merchants;
    this.notifications = notifications;
    this.centre = centre;
    this.openings = openings;
  }

  /**
   * Cash that was taken from the institution to go back.
   *
   * @param time when it arrived; null while the payer's account does not take it
   */
  private record AlipayMixedRefund(String key, String number, long fen, String time) {}

  /** alipay.commerce.medical.trade.createandpay. */
  Map<String, Object> create(AlipayCall call, Transaction tx) {
    Fields request = call.business();
    String seller = merchants.of(call).sellerId();
    String number = request.text("out_trade_no", 64);
    AlipayPayer payer = MedicalRequest.payer(request, tx);
    String buyer = payer.ref();
    boolean insured = insured(request);
    long cash = MedicalRequest.amount(request, "real_amount");
    MedicalRequest.adds(request, cash);
    String digest = digest(request, buyer);
    Optional<AlipayMixedOrder> earlier =
        tx.find(AlipayMixedOrder.class, AlipayTrade.key(seller, number));
    if (earlier.isPresent()) {
      return again(call, earlier.get(), digest, tx);
    }
    if (insured) {
      MedicalRequest.fits(request, payer, centre, tx);
    } else if (request.has("pay_order_id") || request.has("pay_auth_no")) {
      throw request.bad("pay_order_id", "is of an insured order only");
    }
    Map<String, String> said = new LinkedHashMap<>();
    REPEATED.forEach(name -> request.optional(name, 256).ifPresent(v -> said.put(name, v)));
    List<Map<String, String>> subsidies = MedicalRequest.subsidies(request);
    if (!subsidies.isEmpty()) {
      said.put(SUBSIDIES, Json.text(subsidies));
    }
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
            MedicalRequest.time(request, "gmt_time_expire"),
            null,
            "",
            0);
    put(tx, order);
    openings.opened(tx, WALLET, buyer, order.tradeNo(), payer.behaviour());
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
    Instant unused = MedicalRequest.time(request, "gmt_out_create");
    return type.equals("INSURANCE_PAY");
  }

  private static String digest(Fields request, String buyer) {
    return buyer
        + "|"
        + request.text("total_amount", 11)
        + "|"
        + request.text("real_amount", 11)
        + "|"
        + request.text("gov_amount", 11)
        + "|"
        + request.text("account_amount", 11)
        + "|"
        + request.optional("other_amount", 11).orElse("")
        + "|"
        + request.optional("pay_order_id", 64).orElse("");
  }

  private static Map<String, Object> again(
      AlipayCall call, AlipayMixedOrder order, String digest, Transaction tx) {
    MedicalRequest.mayComeAgain(
        order.digest().equals(digest), order.isOpenAt(tx.now()), order.paidAt());
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
    // A list here; a report, whose fields are text, has it as such.
    Object unused = answer.computeIfPresent(SUBSIDIES, (name, text) -> listed((String) text));
    return answer;
  }

  private static JsonNode listed(String text) {
    try {
      return Json.tree(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
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
      if (medical(order, state).equals("SUCCESS")) {
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
      case CLOSED -> order.paidAt() == null ? "FAIL" : "SUCCESS";
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
    AlipayPayers.mustBeAble(tx, payer.ref(), order.cash());
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
    boolean oneSided = false;
    if (order.hasInsurance()) {
      MobileOrders.Taken taken = centre.orElseThrow().settle(tx, order.payOrderId(), WALLET);
      oneSided = taken.ordStas() == ONE_SIDED;
      if (!taken.insurancePaid() && !oneSided) {
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
    return oneSided ? order.oneSided(tx.now(), "医保结算失败，自费未退回") : order.paid(tx.now());
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
        long left = order.cash() - order.refunded();
        giveBack(tx, order, left);
        AlipayMixedOrder returned = order.returned(left);
        // What the insurance paid stands: only the institution can have the centre take it back.
        put(tx, order.hasInsurance() ? returned : returned.in(AlipayMixedOrder.State.REVERSED));
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
    mustHave(tx, order, fen);
    AlipayPayer payer = tx.find(AlipayPayer.class, order.buyer()).orElseThrow();
    move(tx, "REFUND", order, AlipayMerchants.account(order.seller()), payer.account(), fen);
  }

  private static void mustHave(Transaction tx, AlipayMixedOrder order, long fen) {
    if (tx.ledger().balance(Alipay.CHANNEL, AlipayMerchants.account(order.seller())) < fen) {
      throw new Refused(200, "ACQ.SELLER_BALANCE_NOT_ENOUGH", "卖家余额不足");
    }
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
      return refunded(order, arrive(tx, order, earlier.get()));
    }
    if (order.state() != AlipayMixedOrder.State.SUCCESS) {
      throw new Refused(200, "ACQ.TRADE_STATUS_ERROR", "交易状态不合法");
    }
    if (fen > order.cash() - order.refunded()) {
      throw new Refused(200, "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL", "退款金额超限");
    }
    mustHave(tx, order, fen);
    move(tx, "REFUND", order, AlipayMerchants.account(order.seller()), TRANSIT, fen);
    put(tx, order.returned(fen));
    return refunded(order, arrive(tx, order, new AlipayMixedRefund(key, number, fen, null)));
  }

  /**
   * Carries out what waits. Where the payer's account does not take it, it is said to have failed
   * and waits until it is asked for again.
   */
  private static AlipayMixedRefund arrive(
      Transaction tx, AlipayMixedOrder order, AlipayMixedRefund refund) {
    if (refund.time() != null) {
      return refund;
    }
    AlipayPayer payer = tx.find(AlipayPayer.class, order.buyer()).orElseThrow();
    boolean arrives = !payer.behaviour().refusesRefunds();
    if (arrives) {
      move(tx, "REFUND_ARRIVED", order, TRANSIT, payer.account(), refund.fen());
    }
    AlipayMixedRefund known =
        new AlipayMixedRefund(
            refund.key(),
            refund.number(),
            refund.fen(),
            arrives ? AlipayMoney.time(tx.now()) : null);
    tx.put(known.key(), order.key(), known);
    return known;
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
    answer.put("refund_status", refund.time() == null ? "REFUND_FAIL" : "REFUND_SUCCESS");
    if (refund.time() == null) {
      answer.put("refund_msg", "收款账户状态异常，退款失败");
    } else {
      answer.put("refund_time", refund.time());
    }
    return answer;
  }

  /** The order with that number, for the link that its payer is given. */
  Optional<Answer> page(Transaction tx, String tradeNo) {
    return tx.owned(AlipayMixedOrder.class, tradeNo).stream()
        .findFirst()
        .map(
            order ->
                Page.cashier(
                    "支付宝 · 医保支付", order.said().get("subject"), order.cash(), order.tradeNo()));
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
