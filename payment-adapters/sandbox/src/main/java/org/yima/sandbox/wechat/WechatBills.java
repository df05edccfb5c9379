package org.yima.sandbox.wechat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Refused;

/**
 * The day's trade bill: UTF-8 with a byte order mark, every data cell behind a backtick, amounts in
 * yuan, a summary at the end. The running day can be asked for too, unless the configuration says
 * how long a bill takes to be made.
 */
final class WechatBills {
  private static final String HEAD =
      "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注";
  private static final String SUMMARY_HEAD = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额";
  private final SandboxConfig.Wechat config;
  private final WechatKeys keys;
  private final WechatOrders orders;

  WechatBills(SandboxConfig.Wechat config, WechatKeys keys, WechatOrders orders) {
    this.config = config;
    this.keys = keys;
    this.orders = orders;
  }

  private record Row(Instant at, String text, long paid, long refunded) {}

  /** GET /v3/bill/tradebill: a link that lives five minutes. */
  Answer tradeBill(Call call, Transaction tx) {
    LocalDate date = WechatBillFile.date(call, tx, config);
    String type = call.query("bill_type").orElse("ALL");
    if (!List.of("ALL", "SUCCESS", "REFUND").contains(type)) {
      throw new Refused(400, "PARAM_ERROR", "bill_type");
    }
    String subMchid = call.query("sub_mchid").orElse("");
    if (!subMchid.isEmpty()) {
      orders.requireMerchant(subMchid);
    }
    List<Row> rows = rows(tx, date, type, subMchid);
    if (rows.isEmpty()) {
      throw new Refused(400, "NO_STATEMENT_EXIST", "账单文件不存在");
    }
    return WechatBillFile.linked(call, tx, keys, csv(rows).getBytes(StandardCharsets.UTF_8));
  }

  private List<Row> rows(Transaction tx, LocalDate date, String type, String subMchid) {
    List<Row> rows = new ArrayList<>();
    for (WechatOrder order : tx.all(WechatOrder.class)) {
      if (!subMchid.isEmpty() && !subMchid.equals(order.subMchid())) {
        continue;
      }
      boolean paidThen = order.paidAt() != null && WechatBillFile.isOn(date, order.paidAt());
      if (!type.equals("REFUND") && paidThen) {
        rows.add(payment(order));
      }
      if (!type.equals("SUCCESS") && order.state() == WechatOrder.State.REVOKED && paidThen) {
        rows.add(reversal(order));
      }
      if (!type.equals("SUCCESS")) {
        tx.owned(WechatRefund.class, order.key()).stream()
            .filter(r -> WechatBillFile.isOn(date, r.createdAt()))
            .forEach(r -> rows.add(refund(order, r)));
      }
    }
    rows.sort((a, b) -> a.at().compareTo(b.at()));
    return rows;
  }

  private Row payment(WechatOrder order) {
    String total = yuan(order.total());
    return new Row(
        order.paidAt(),
        line(
            order,
            List.of(
                WechatTimes.BILL.format(order.paidAt()),
                "SUCCESS",
                total,
                "0",
                "0",
                "0.00",
                "",
                "",
                total,
                "0.00")),
        order.total(),
        0);
  }

  /** A reversal has no number of the merchant's; it is of the day of its payment. */
  private Row reversal(WechatOrder order) {
    String back = yuan(order.total());
    return new Row(
        order.paidAt(),
        line(
            order,
            List.of(
                WechatTimes.BILL.format(order.paidAt()),
                "REVOKED",
                "0.00",
                "50" + order.transactionId().substring(2),
                order.outTradeNo(),
                back,
                "ORIGINAL",
                "SUCCESS",
                "0.00",
                back)),
        0,
        order.total());
  }

  private Row refund(WechatOrder order, WechatRefund refund) {
    String back = yuan(refund.amount());
    return new Row(
        refund.createdAt(),
        line(
            order,
            List.of(
                WechatTimes.BILL.format(refund.createdAt()),
                "REFUND",
                "0.00",
                refund.refundId(),
                refund.outRefundNo(),
                back,
                "ORIGINAL",
                refund.status().name(),
                "0.00",
                back)),
        0,
        refund.amount());
  }

  /**
   * {@code own}: time, state, settled, refund id, refund number, refunded, refund kind, refund
   * state, total, asked back.
   */
  private String line(WechatOrder order, List<String> own) {
    List<String> cells =
        List.of(
            own.get(0),
            config.spAppid(),
            config.spMchid(),
            order.subMchid(),
            "",
            order.transactionId(),
            order.outTradeNo(),
            order.openid(),
            order.tradeType(),
            own.get(1),
            "OTHERS",
            "CNY",
            own.get(2),
            "0.00",
            own.get(3),
            own.get(4),
            own.get(5),
            "0.00",
            own.get(6),
            own.get(7),
            order.description().replaceAll("[,`\\r\\n]", " "),
            order.attach().replaceAll("[,`\\r\\n]", " "),
            "0.00000",
            "0.00%",
            own.get(8),
            own.get(9),
            "");
    return "`" + String.join(",`", cells);
  }

  private static String csv(List<Row> rows) {
    long paid = rows.stream().mapToLong(Row::paid).sum();
    long refunded = rows.stream().mapToLong(Row::refunded).sum();
    StringBuilder text = new StringBuilder("\uFEFF").append(HEAD).append("\r\n");
    rows.forEach(row -> text.append(row.text()).append("\r\n"));
    text.append(SUMMARY_HEAD).append("\r\n");
    text.append(
        "`"
            + String.join(
                ",`",
                Integer.toString(rows.size()),
                yuan(paid),
                yuan(refunded),
                "0.00",
                "0.00000",
                yuan(paid),
                yuan(refunded)));
    return text.append("\r\n").toString();
  }

  private static String yuan(long fen) {
    return BigDecimal.valueOf(fen, 2).toPlainString();
  }
}
