package org.yima.gateway.paymentcentre;

import org.yima.gateway.Outcome;

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

  /**
   * Whether such a refusal is also what is said to a call that was done and is delivered once more
   * by some box on the way: an authorisation that serves once, a number that was there before,
   * nothing or less than is asked for is left to be returned.
   */
  boolean mayBeDone(Outcome.Declined<?> said) {
    return switch (said.reason()) {
      case AUTHORISATION_INVALID, ID_REUSED -> this == PLACE || this == REFUND;
      case NOT_FOUND -> this == REFUND;
      case REFUND_NOT_ALLOWED -> this == REFUND && !said.code().equals(CentreProfile.NEVER_PAID);
      default -> false;
    };
  }

  /** Whether an order may stand otherwise though the answer is an error. */
  boolean moves() {
    return this == PLACE || this == REFUND || this == REVOKE;
  }
}
