package org.yima.gateway.mobilepay;

import java.util.Optional;

/** Where an order stands at the centre (ordStas). */
public enum OrderState {
  SAVED(0),
  PRE_SETTLED(1),
  SETTLING(2),
  SELF_PAY_DONE(3),
  INSURANCE_PAID(4),
  HOSPITAL_SETTLED(5),
  DONE(6),
  REFUNDED(7),
  INSURANCE_REFUNDED(8),
  SELF_PAY_REFUNDED(9),
  SELF_PAY_PARTLY_REFUNDED(10),
  INSURANCE_AND_PART_OF_SELF_PAY_REFUNDED(11),
  REVOKED(12),
  INSURANCE_REVOKED(13),
  ABNORMAL(14),
  /** The insurance was refused; the cash goes back. */
  SETTLE_FAILED(15),
  /** The insurance was refused and the cash could not go back: somebody has to repair it. */
  ONE_SIDED(16),
  REFUNDING(17);

  private final int code;

  OrderState(int code) {
    this.code = code;
  }

  /** The centre's number of the state. */
  public int code() {
    return code;
  }

  /** The state of a number, if there is one. */
  public static Optional<OrderState> of(String code) {
    for (OrderState state : values()) {
      if (Integer.toString(state.code).equals(code)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }

  /** Whether insurance money stands on an order. */
  public enum InsuranceMoney {
    STANDS,
    NONE,
    /** It is on its way there or back, or something went wrong: nobody knows until asked again. */
    UNKNOWN
  }

  /** Whether insurance money stands on the order. */
  public InsuranceMoney insurance() {
    return switch (this) {
      case INSURANCE_PAID, HOSPITAL_SETTLED, DONE, SELF_PAY_REFUNDED, SELF_PAY_PARTLY_REFUNDED ->
          InsuranceMoney.STANDS;
      case SAVED,
          PRE_SETTLED,
          REFUNDED,
          INSURANCE_REFUNDED,
          INSURANCE_AND_PART_OF_SELF_PAY_REFUNDED,
          REVOKED,
          INSURANCE_REVOKED,
          SETTLE_FAILED,
          ONE_SIDED ->
          InsuranceMoney.NONE;
      case SETTLING, SELF_PAY_DONE, ABNORMAL, REFUNDING -> InsuranceMoney.UNKNOWN;
    };
  }

  /** Will never be paid, and no insurance money stands on it. */
  public boolean failed() {
    return this == REVOKED || this == SETTLE_FAILED || this == ONE_SIDED;
  }
}
