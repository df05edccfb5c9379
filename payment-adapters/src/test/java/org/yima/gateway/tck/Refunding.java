package org.yima.gateway.tck;

/** A gateway that returns what was paid. */
public interface Refunding extends Driver {

  /** What one refund moves back, in fen: less than {@link #fen} where the gateway does parts. */
  long back();

  /** Returns {@link #back} fen of a payment; asks until that is done. */
  Standing refund(String number, String refundNumber);

  /** Whether returns are known by our number, so that the same again is answered the same. */
  default boolean knowsReturns() {
    return true;
  }
}
