package org.yima.sandbox.alipay;

import java.util.Map;
import org.yima.sandbox.books.Transaction;

/** One method of the gateway: what it does and the fields of its answer, without the code. */
interface AlipayMethod {
  Map<String, Object> answer(AlipayCall call, Transaction tx);
}
