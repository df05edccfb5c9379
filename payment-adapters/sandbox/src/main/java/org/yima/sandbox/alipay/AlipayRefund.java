package org.yima.sandbox.alipay;

import java.time.Instant;

/** Money of a trade that went back, under the merchant's number of it. */
record AlipayRefund(
    String seller, String outTradeNo, String outRequestNo, long fen, String reason, Instant at) {
  static String key(String trade, String outRequestNo) {
    return trade + ":" + outRequestNo;
  }
}
