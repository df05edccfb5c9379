package org.yima.payment.leg;

/** Where a payment as a whole is heading. */
public enum Course {
  /** Every leg is brought to stand, in order. */
  PAY,
  /** Everything is given back, each leg as soon as it can. */
  UNDO,
  /** Paid, wholly or in what a refund left of it. */
  STAND,
  /** A refund that settles anew gets what it needs before anything is reversed. */
  PREPARE,
  /** Such a refund is given up: what it got goes back, the payment stands as before. */
  ABANDON,
  /** The old settlement is reversed, then the new one made. */
  REPLACE,
  /** Cash and guarantees beyond what is now due go back. */
  TRIM,
  /** All of it is to be refunded: the settlement first, for it may be refused. */
  RETURN,
  /** Nothing stands and nothing is under way. */
  CLOSED
}
