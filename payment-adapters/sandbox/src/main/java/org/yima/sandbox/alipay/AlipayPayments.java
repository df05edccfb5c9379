package org.yima.sandbox.alipay;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.bureau.MobileOrders;
import org.yima.sandbox.control.Openings;
import org.yima.sandbox.control.PayerChannel;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Page;
import org.yima.sandbox.http.Refused;

/**
 * {@code alipay.commerce.medical.payment.*}, the national mobile payment: the cash is a trade, the
 * centre settles the insurance, and where it refuses, the trade is returned. There are no methods
 * to close or return here: the trade's are used. Fields are the official client's; the words of
 * states and refusals are this sandbox's own, for the real ones are not published.
 */
final class AlipayPayments {
  private static final String WALLET = "ALIPAY";
  private static final int REVOKED = 12;
  private static final int INSURANCE_REVOKED = 13;
  private static final int ONE_SIDED = 16;
  private static final List<String> REPEATED =
      List.of(
          "total_amount",
          "gov_amount",
          "account_amount",
          "real_amount",
          "med_org_ord",
          "org_no",
          "pay_order_id",
          "gmt_out_create");

  private final AlipayMerchants merchants;
  private final AlipayTrades trades;
  private final AlipayNotifications notifications;
  private final Optional<MobileOrders> centre;
  private final Openings openings;

  AlipayPayments(
      AlipayMerchants merchants,
      AlipayTrades trades,
      AlipayNotifications notifications,
      Optional<MobileOrders> centre,
      Openings openings) {
    this.merchants = merchants;
    this.trades = trades;
    this.notifications = notifications;
    this.centre = centre;
    this.openings = openings;
  }

  /** alipay.commerce.medical.payment.createandpay. */
  Map<String, Object> create(AlipayCall call, Transaction tx) {
    Fields request = call.business();
    String seller = merchants.of(call).sellerId();
    AlipayPaymentOrder wanted = wanted(call, request, seller, tx);
    Optional<AlipayPaymentOrder> earlier = tx.find(AlipayPaymentOrder.class, wanted.key());
    earlier.ifPresent(
        order ->
            MedicalRequest.mayComeAgain(
                order.digest().equals(wanted.digest()),
                medical(order, tx).equals("INIT"),
                order.paidAt()));
    if (earlier.isEmpty()) {
      AlipayPayer payer = tx.find(AlipayPayer.class, wanted.buyer()).orElseThrow();
      MedicalRequest.fits(request, payer, centre, tx);
      tx.put(wanted.key(), wanted.number(), wanted);
      if (wanted.cash() > 0) {
        AlipayTrade unused = trades.made(cash(wanted, tx.now()), wanted.buyer(), tx);
      }
      openings.opened(tx, WALLET, wanted.buyer(), wanted.number(), payer.behaviour());
    }
    return made(call, earlier.orElse(wanted), tx);
  }

  private static AlipayPaymentOrder wanted(
      AlipayCall call, Fields request, String seller, Transaction tx) {
    String number = request.text("out_trade_no", 64);
    String buyer = MedicalRequest.payer(request, tx).ref();
    long cash = MedicalRequest.amount(request, "real_amount");
    MedicalRequest.adds(request, cash);
    if (!request.text("payment_city_code", 6).matches("\\d{6}")) {
      throw request.bad("payment_city_code", "must be six digits");
    }
    Instant unused = MedicalRequest.time(request, "gmt_out_create");
    Map<String, String> said = new LinkedHashMap<>();
    REPEATED.forEach(name -> said.put(name, request.text(name, 256)));
    request.optional("other_amount", 11).ifPresent(other -> said.put("other_amount", other));
    long reduced = MedicalRequest.reduced(request);
    if (reduced > 0) {
      said.put("insurance_subsidy_mode", "REDUCE");
      said.put("insurance_subsidy_amount", AlipayMoney.yuan(reduced));
    }
    String page = request.text("call_url", 512);
    String notify = call.parameter("notify_url");
    return new AlipayPaymentOrder(
        seller,
        number,
        "CHNL%015d".formatted(tx.next("alipay-payment")),
        buyer,
        said,
        notify.isEmpty() ? page : notify,
        cash,
        request.text("pay_order_id", 64),
        buyer + "|" + said,
        request.has("gmt_expire_time")
            ? MedicalRequest.time(request, "gmt_expire_time")
            : tx.now().plusSeconds(7200),
        null,
        null);
  }

  /** The trade that is the order's cash; it reports of nothing by itself. */
  private static AlipayTrade cash(AlipayPaymentOrder order, Instant now) {
    return new AlipayTrade(
        order.seller(),
        order.outTradeNo(),
        "",
        order.buyer(),
        order.cash(),
        "医保支付",
        order.said().get("org_no"),
        "",
        "",
        "medical|" + order.digest(),
        AlipayTrade.Status.WAIT_BUYER_PAY,
        now,
        order.expiresAt(),
        null,
        0,
        "");
  }

  private Map<String, Object> made(AlipayCall call, AlipayPaymentOrder order, Transaction tx) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("chnl_ord_sn", order.number());
    data.put("med_org_ord", order.said().get("med_org_ord"));
    data.put("out_trade_no", order.outTradeNo());
    data.put("pay_order_id", order.payOrderId());
    data.put("pay_url", call.base() + AlipayMixed.PAGE + "?trade_no=" + order.number());
    data.put("status", medical(order, tx));
    return said("data", data);
  }

  private static Map<String, Object> said(String object, Map<String, ?> what) {
    Map<String, Object> answer = Alipay.done();
    answer.put("result_code", "SUCCESS");
    answer.put(object, what);
    return answer;
  }

  /** alipay.commerce.medical.payment.query, by our number or the channel's. */
  Map<String, Object> query(AlipayCall call, Transaction tx) {
    Fields request = call.business();
    String seller = merchants.of(call).sellerId();
    Optional<AlipayPaymentOrder> found =
        request
            .optional("chnl_order_sn", 64)
            .map(number -> of(tx, number).filter(order -> order.seller().equals(seller)))
            .orElseGet(
                () ->
                    tx.find(
                        AlipayPaymentOrder.class,
                        AlipayTrade.key(seller, request.text("out_trade_no", 64))));
    if (found.isEmpty()) {
      Map<String, Object> answer = Alipay.done();
      answer.put("result_code", "ORDER_NOT_EXIST");
      answer.put("error_message", "订单不存在");
      return answer;
    }
    return said("result_data", view(found.get(), tx));
  }

  private static Optional<AlipayPaymentOrder> of(Transaction tx, String number) {
    return tx.owned(AlipayPaymentOrder.class, number).stream().findFirst();
  }

  private static Optional<AlipayTrade> trade(AlipayPaymentOrder order, Transaction tx) {
    return order.cash() == 0 ? Optional.empty() : tx.find(AlipayTrade.class, order.key());
  }

  private Map<String, String> view(AlipayPaymentOrder order, Transaction tx) {
    Map<String, String> view = new LinkedHashMap<>(order.said());
    view.put("chnl_ord_sn", order.number());
    view.put("out_trade_no", order.outTradeNo());
    view.put("pid", order.seller());
    view.put("pay_type", order.cash() == 0 ? "MEDICAL_PAYMENT" : "MIXED_PAYMENT");
    String medical = medical(order, tx);
    view.put("medical_pay_status", medical);
    if (medical.equals("FAIL")) {
      view.put("error_reason", "医保结算失败");
    }
    if (medical.equals("REFUND")) {
      MobileOrders.Taken taken = taken(order, tx);
      view.put("medical_refund_amount", AlipayMoney.yuan(taken.fund() + taken.account()));
    }
    trade(order, tx)
        .ifPresent(
            trade -> {
              view.put("trade_no", trade.tradeNo());
              view.put("own_pay_status", trade.statusAt(tx.now()).name());
              view.put("real_refund_amount", AlipayMoney.yuan(trade.refunded()));
            });
    if (order.paidAt() != null) {
      view.put("gmt_paid", AlipayMoney.time(order.paidAt()));
    }
    return view;
  }

  private MobileOrders.Taken taken(AlipayPaymentOrder order, Transaction tx) {
    return centre.orElseThrow().find(tx, order.payOrderId()).orElseThrow();
  }

  private String medical(AlipayPaymentOrder order, Transaction tx) {
    if (order.settled() != null) {
      return !order.settled()
          ? "FAIL"
          : taken(order, tx).insuranceRefunded() ? "REFUND" : "SUCCESS";
    }
    int state = taken(order, tx).ordStas();
    boolean revoked = state == REVOKED || state == INSURANCE_REVOKED;
    boolean cashClosed = trade(order, tx).filter(cash -> !cash.waits(tx.now())).isPresent();
    return revoked || cashClosed || !order.waitsAt(tx.now()) ? "CLOSED" : "INIT";
  }

  /** Whether an id is of an order here: the channel's number, or that of its cash. */
  Optional<AlipayPaymentOrder> named(Transaction tx, String id) {
    return of(tx, id)
        .or(
            () ->
                tx.owned(AlipayTrade.class, id).stream()
                    .findFirst()
                    .flatMap(trade -> tx.find(AlipayPaymentOrder.class, trade.key()))
                    .filter(order -> order.cash() > 0));
  }

  /** The payer confirms: the cash first, then the centre, which may refuse. */
  Answer approve(Transaction tx, AlipayPayer payer, AlipayPaymentOrder order) {
    if (!order.buyer().equals(payer.ref())) {
      throw new Refused(403, "payer.other", "another payer's order");
    }
    if (!medical(order, tx).equals("INIT")) {
      throw new Refused(409, "order.over", "the order cannot be paid");
    }
    Optional<AlipayTrade> cash = trade(order, tx).map(trade -> trades.pay(trade, payer.ref(), tx));
    MobileOrders.Taken taken = centre.orElseThrow().settle(tx, order.payOrderId(), WALLET);
    if (!taken.insurancePaid() && taken.ordStas() != ONE_SIDED) {
      cash.ifPresent(trade -> trades.undo(trade, tx));
    }
    AlipayPaymentOrder done = order.asked(taken.insurancePaid(), tx.now());
    tx.put(done.key(), done.number(), done);
    Map<String, String> notice = view(done, tx);
    notice.put("notify_type", "medical_payment_status_sync");
    notifications.tell(tx, done.notifyUrl(), notice);
    return Answer.json(
        200,
        Map.of("status", done.settled() ? "PAID" : "REVERSED", "transactionId", done.number()));
  }

  /** The order with that number, for the link that its payer is given. */
  Optional<Answer> page(Transaction tx, String number) {
    return of(tx, number)
        .map(
            order ->
                Page.cashier(
                    "支付宝 · 医保移动支付",
                    "医保 " + AlipayMoney.yuan(insured(order)) + " 元，自费",
                    order.cash(),
                    order.number()));
  }

  private static long insured(AlipayPaymentOrder order) {
    return Stream.of("gov_amount", "account_amount", "other_amount")
        .map(order.said()::get)
        .filter(Objects::nonNull)
        .mapToLong(yuan -> new BigDecimal(yuan).movePointRight(2).longValueExact())
        .sum();
  }

  /** What waits for a payer. */
  List<PayerChannel.Waiting> waiting(Transaction tx) {
    return tx.all(AlipayPaymentOrder.class).stream()
        .filter(order -> medical(order, tx).equals("INIT"))
        .map(
            order ->
                new PayerChannel.Waiting(
                    order.buyer(),
                    order.number(),
                    order.outTradeNo(),
                    order.seller(),
                    "医保支付",
                    order.cash(),
                    order.expiresAt()))
        .toList();
  }
}
