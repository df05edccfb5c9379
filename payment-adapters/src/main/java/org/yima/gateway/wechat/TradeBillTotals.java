package org.yima.gateway.wechat;

import java.util.Arrays;
import java.util.List;
import org.yima.gateway.Yuan;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.wallet.StatementLine;

/** Our own sums over a bill's lines, to be compared with the bill's. */
final class TradeBillTotals {

  private long count;
  private long chargedFen;
  private long refundedFen;

  void add(StatementLine line) {
    count++;
    if (line instanceof StatementLine.ChargeLine charge) {
      chargedFen = Math.addExact(chargedFen, charge.totalFen());
    } else if (line instanceof StatementLine.RefundLine refund) {
      refundedFen = Math.addExact(refundedFen, refund.refundFen());
    }
  }

  long count() {
    return count;
  }

  /** A bill without its totals, or with others than its lines give, was cut or changed. */
  void mustAgree(String header, String totals) {
    if (header == null || totals == null || !TradeBillColumns.isData(totals)) {
      throw new UnreadableAnswer("totals");
    }
    List<String> names = Arrays.stream(header.split(",", -1)).map(String::strip).toList();
    List<String> values = TradeBillColumns.cells(totals);
    if (!value(names, values, "总交易单数").equals(Long.toString(count))
        || Yuan.toFen(value(names, values, "订单总金额")) != chargedFen
        || Yuan.toFen(value(names, values, "申请退款总金额")) != refundedFen) {
      throw new UnreadableAnswer("totals");
    }
  }

  private static String value(List<String> names, List<String> values, String name) {
    int place = names.indexOf(name);
    if (place < 0 || place >= values.size()) {
      throw new UnreadableAnswer(name);
    }
    return values.get(place);
  }
}
