package org.yima.sandbox.alipay;

import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Refused;

/** Refunds: at once, never more than was paid, each request number once. */
final class AlipayRefunds {
  private final AlipayTrades trades;

  AlipayRefunds(AlipayTrades trades) {
    this.trades = trades;
  }

  /** alipay.trade.refund: its amount is what was returned of the trade in all. */
  Map<String, Object> refund(AlipayCall call, Transaction tx) {
    AlipayTrade trade = trades.named(call, tx);
    Fields request = call.business();
    long fen = AlipayMoney.fen(request, "refund_amount");
    String number = request.optional("out_request_no", 64).orElse(trade.outTradeNo());
    Optional<AlipayRefund> earlier =
        tx.find(AlipayRefund.class, AlipayRefund.key(trade.key(), number));
    if (earlier.isPresent()) {
      if (earlier.get().fen() != fen) {
        throw new Refused(200, "ACQ.DISCORDANT_REPEAT_REQUEST", "请求信息不一致");
      }
      return answer(trade, "N");
    }
    check(trade, fen, tx);
    AlipayRefund refund =
        new AlipayRefund(
            trade.seller(),
            trade.outTradeNo(),
            number,
            fen,
            request.optional("refund_reason", 256).orElse(""),
            tx.now());
    AlipayTrade returned = trades.returned(trade, refund, tx);
    tx.put(AlipayRefund.key(trade.key(), number), trade.key(), refund);
    Map<String, Object> answer = answer(returned, "Y");
    answer.put("gmt_refund_pay", AlipayMoney.time(refund.at()));
    return answer;
  }

  private static void check(AlipayTrade trade, long fen, Transaction tx) {
    switch (trade.statusAt(tx.now())) {
      case WAIT_BUYER_PAY -> throw new Refused(200, "ACQ.TRADE_STATUS_ERROR", "交易状态不合法");
      case TRADE_FINISHED -> throw new Refused(200, "ACQ.TRADE_HAS_FINISHED", "交易已完结");
      case TRADE_CLOSED -> throw new Refused(200, "ACQ.TRADE_HAS_CLOSE", "交易已经关闭");
      case TRADE_SUCCESS -> {
        if (fen > trade.total() - trade.refunded()) {
          throw new Refused(200, "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL", "退款金额超限");
        }
      }
    }
  }

  private static Map<String, Object> answer(AlipayTrade trade, String change) {
    Map<String, Object> answer = Alipay.done();
    answer.put("trade_no", trade.tradeNo());
    answer.put("out_trade_no", trade.outTradeNo());
    answer.put("buyer_logon_id", "186****7910");
    answer.put("fund_change", change);
    answer.put("refund_fee", AlipayMoney.yuan(trade.refunded()));
    answer.put("send_back_fee", AlipayMoney.yuan(trade.refunded()));
    return answer;
  }

  /** alipay.trade.fastpay.refund.query: without a status there is no such refund. */
  Map<String, Object> query(AlipayCall call, Transaction tx) {
    AlipayTrade trade = trades.named(call, tx);
    Fields request = call.business();
    Optional<AlipayRefund> refund =
        tx.find(
            AlipayRefund.class, AlipayRefund.key(trade.key(), request.text("out_request_no", 64)));
    Map<String, Object> answer = Alipay.done();
    if (refund.isEmpty()) {
      return answer;
    }
    answer.put("trade_no", trade.tradeNo());
    answer.put("out_trade_no", trade.outTradeNo());
    answer.put("out_request_no", refund.get().outRequestNo());
    answer.put("total_amount", AlipayMoney.yuan(trade.total()));
    answer.put("refund_amount", AlipayMoney.yuan(refund.get().fen()));
    answer.put("refund_status", "REFUND_SUCCESS");
    if (request.texts("query_options", 16).contains("gmt_refund_pay")) {
      answer.put("gmt_refund_pay", AlipayMoney.time(refund.get().at()));
    }
    return answer;
  }
}
