package org.yima.gateway.tck;

/** A gateway that can be asked for a return by our number of it. */
public interface RefundQuerying extends Refunding {

  /** How a return stands, asked for until that is final, or stays open; asking moves nothing. */
  Standing findRefund(String number, String refundNumber);
}
