package org.yima.sandbox.unionpay;

import org.yima.sandbox.books.Transaction;

/** What became of a transaction, by number and time. */
final class AcpQueries {
  private AcpQueries() {}

  static AcpMessage answer(AcpRequest request, Transaction tx) {
    String key =
        AcpOrder.key(request.merId(), request.orderId(), request.required("txnTime", "\\d{14}"));
    AcpOrder order =
        tx.find(AcpOrder.class, key)
            .filter(
                found -> found.state() != AcpOrder.State.WAITING || !found.kind().begunByPayer())
            .orElseThrow(() -> Acp.refuse(AcpCode.NOT_FOUND, "查无此交易"));
    AcpMessage answer = AcpDoor.answer(request.message(), AcpCode.DONE, "成功[0000000]");
    // The transaction's own facts stand in the place of the query's, its type among them.
    AcpViews.facts(order).fields().forEach(answer::put);
    return switch (order.state()) {
      case DONE -> answer.put("origRespCode", AcpCode.DONE).put("origRespMsg", "成功[0000000]");
      case FAILED -> answer.put("origRespCode", order.code()).put("origRespMsg", "交易失败");
      case WAITING -> answer.put("origRespCode", AcpCode.ACCEPTED).put("origRespMsg", "交易已受理");
    };
  }
}
