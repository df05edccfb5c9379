package org.yima.payment.charging;

import org.yima.payment.BillStatus;
import org.yima.payment.leg.LegState;
import org.yima.payment.leg.Payment;

/** Where a charge is, as its terminal is told. */
enum ChargeStatus {
  /** The owner has to confirm on the phone. */
  AWAITING_PAYER,
  /** Under way, and not yet known how it ends: to be asked for again. */
  PROCESSING,
  PAID,
  /** No money ever left. */
  FAILED,
  CANCELLING,
  /** All of it is back. */
  CANCELLED,
  REFUNDING,
  PARTLY_REFUNDED,
  REFUNDED;

  static ChargeStatus of(Payment payment) {
    return switch (payment.status()) {
      case PENDING -> PROCESSING;
      case PROCESSING ->
          payment.legs().stream().anyMatch(leg -> leg.state() == LegState.AWAITING_PAYER)
              ? AWAITING_PAYER
              : PROCESSING;
      case PAID -> PAID;
      case FAILED -> FAILED;
      case CANCELLING -> CANCELLING;
      case CANCELLED -> CANCELLED;
      case REFUNDING -> REFUNDING;
      case PARTLY_REFUNDED -> PARTLY_REFUNDED;
      case REFUNDED -> REFUNDED;
    };
  }

  /** Of a charge whose payment the owner begins, by what has become of its bill. */
  static ChargeStatus of(BillStatus bill) {
    return switch (bill) {
      case OPEN -> AWAITING_PAYER;
      case PAYING -> PROCESSING;
      case PAID -> PAID;
      case PARTLY_REFUNDED -> PARTLY_REFUNDED;
      case REFUNDED -> REFUNDED;
      case CANCELLED, TAKEN_BACK -> CANCELLED;
    };
  }
}
