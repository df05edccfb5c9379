package org.yima.gateway.paymentcentre;

/** A function of the payment centre and its usual path. */
public enum CentreFunction {
  /** 6201. */
  UPLOAD("/org/local/api/hos/uldFeeInfo"),
  /** 6202. */
  PLACE("/org/local/api/hos/pay_order"),
  /** 6203. */
  REFUND("/org/local/api/hos/refund_Order"),
  /** 6301. */
  QUERY("/org/local/api/hos/query_order_info"),
  /** 6401. */
  REVOKE("/org/local/api/hos/revoke_order");

  private final String usualPath;

  CentreFunction(String usualPath) {
    this.usualPath = usualPath;
  }

  public String usualPath() {
    return usualPath;
  }

  /** Whether an order may stand otherwise though the answer is an error. */
  boolean moves() {
    return this == PLACE || this == REFUND || this == REVOKE;
  }
}
