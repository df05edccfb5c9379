package org.yima.payment.leg;

/** What may be asked of a gateway about a leg. */
public enum Op {
  /** Wallet: prepare an order for the payer. */
  PREPAY,
  /** Wallet: charge the code that a payer shows; sent once. */
  PAY_CODE,
  /** Wallet: undo whatever came of a code, until that is answered. */
  REVERSE_CHARGE,
  QUERY_CHARGE,
  /** Wallet: make sure the order can't be paid any more. */
  CLOSE_CHARGE,
  REFUND,
  QUERY_REFUND,
  /** Bureau: settle (2207), each call under its own msgid and sent once. */
  SETTLE,
  QUERY_SETTLEMENT,
  /** Bureau: a settlement whose outcome is unknown is not to stand (2601). */
  BAR_SETTLEMENT,
  /** Bureau: reverse a settlement (2208). */
  REVERSE_SETTLEMENT,
  /** Insurer, idempotent by the leg's id, like all that follow. */
  GUARANTEE,
  RELEASE,
  CLAIM,
  REVERSE_CLAIM
}
