package org.yima.payment;

import java.util.EnumSet;
import java.util.Set;

/** Where a bill stands. */
public enum BillStatus {
  OPEN,
  /** A payment of it is under way. */
  PAYING,
  PAID,
  PARTLY_REFUNDED,
  REFUNDED,
  /** Withdrawn by the room that opened it. */
  CANCELLED,
  /** Taken back by the hospital, to be paid at its window. */
  TAKEN_BACK;

  /** Where it may go from here. A refund that fails half way opens what is still owed again. */
  public Set<BillStatus> next() {
    return switch (this) {
      case OPEN -> EnumSet.of(PAYING, CANCELLED, TAKEN_BACK);
      case PAYING -> EnumSet.of(OPEN, PAID, CANCELLED);
      case PAID -> EnumSet.of(PARTLY_REFUNDED, REFUNDED, OPEN);
      case PARTLY_REFUNDED -> EnumSet.of(PARTLY_REFUNDED, REFUNDED, OPEN);
      case REFUNDED, CANCELLED, TAKEN_BACK -> EnumSet.noneOf(BillStatus.class);
    };
  }
}
