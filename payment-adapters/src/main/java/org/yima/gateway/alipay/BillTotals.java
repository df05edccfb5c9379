package org.yima.gateway.alipay;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.wallet.StatementLine.RefundLine;

/** Adds a detail file up and compares with what its closing lines say. */
final class BillTotals {
  private static final Pattern CLOSING =
      Pattern.compile("#(交易|退款)合计：(\\d{1,18})笔，商家实收(?:退款)?共(-?[\\d.]{1,20})元(?:，.*)?");

  private long charges;
  private long refunds;
  private long received;
  private long returned;
  private boolean chargesAgreed;
  private boolean refundsAgreed;

  void add(BillColumns.Read read) {
    if (read.line() instanceof RefundLine) {
      refunds++;
      returned = Math.addExact(returned, read.receivedFen());
    } else {
      charges++;
      received = Math.addExact(received, read.receivedFen());
    }
  }

  long count() {
    return charges + refunds;
  }

  /** A line after the last; what does not say a total is passed over. */
  void closing(String line) {
    Matcher says = CLOSING.matcher(line);
    if (!says.matches()) {
      return;
    }
    boolean ofCharges = says.group(1).equals("交易");
    long count = Long.parseLong(says.group(2));
    long fen = BillColumns.fen(says.group(3));
    boolean agrees =
        ofCharges
            ? count == charges && fen == received
            : count == refunds && Math.abs(fen) == Math.abs(returned);
    if (!agrees) {
      throw new UnreadableAnswer("totals");
    }
    chargesAgreed |= ofCharges;
    refundsAgreed |= !ofCharges;
  }

  /** The total of charges is always there; that of refunds only where there are some, it may be. */
  void mustHaveAgreed() {
    if (!chargesAgreed || (refunds > 0 && !refundsAgreed)) {
      throw new UnreadableAnswer("totals");
    }
  }
}
