package org.yima.sandbox.unionpay;

import java.util.Locale;

/** A transaction as queries and notifications tell of it. */
final class AcpViews {
  private AcpViews() {}

  static String name(AcpOrder.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** What there is to tell, without an answer code. */
  static AcpMessage facts(AcpOrder order) {
    AcpMessage facts =
        new AcpMessage()
            .put("version", "5.1.0")
            .put("encoding", "UTF-8")
            .put("accessType", "0")
            .put("bizType", order.bizType())
            .put("merId", order.merId())
            .put("orderId", order.orderId())
            .put("txnTime", order.txnTime())
            .put("txnType", order.txnType())
            .put("txnSubType", order.txnSubType())
            .put("txnAmt", Long.toString(order.amount()))
            .put("currencyCode", "156")
            .put("reqReserved", order.reqReserved());
    if (order.queryId() != null) {
      facts.put("queryId", order.queryId());
    }
    if (order.state() == AcpOrder.State.DONE) {
      facts
          .put("traceNo", order.traceNo())
          .put("traceTime", Acp.TRACE_TIME.format(order.doneAt()))
          .put("settleDate", Acp.SETTLE_DATE.format(Acp.settleDay(order.doneAt())))
          .put("settleAmt", Long.toString(order.amount()))
          .put("settleCurrencyCode", "156");
    }
    return facts;
  }
}
