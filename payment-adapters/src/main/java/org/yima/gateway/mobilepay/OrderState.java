package org.yima.gateway.mobilepay;

import java.util.Optional;

/** Where an order stands at the centre (ordStas), and what of its money that means. */
public enum OrderState {
  SAVED(0, InsuranceMoney.NONE, CashMoney.NONE),
  PRE_SETTLED(1, InsuranceMoney.NONE, CashMoney.NONE),
  SETTLING(2, InsuranceMoney.UNKNOWN, CashMoney.UNKNOWN),
  SELF_PAY_DONE(3, InsuranceMoney.UNKNOWN, CashMoney.UNKNOWN),
  INSURANCE_PAID(4, InsuranceMoney.STANDS, CashMoney.STANDS),
  HOSPITAL_SETTLED(5, InsuranceMoney.STANDS, CashMoney.STANDS),
  DONE(6, InsuranceMoney.STANDS, CashMoney.STANDS),
  REFUNDED(7, InsuranceMoney.NONE, CashMoney.RETURNED),
  INSURANCE_REFUNDED(8, InsuranceMoney.NONE, CashMoney.STANDS),
  SELF_PAY_REFUNDED(9, InsuranceMoney.STANDS, CashMoney.RETURNED),
  SELF_PAY_PARTLY_REFUNDED(10, InsuranceMoney.STANDS, CashMoney.PARTLY_RETURNED),
  INSURANCE_AND_PART_OF_SELF_PAY_REFUNDED(11, InsuranceMoney.NONE, CashMoney.PARTLY_RETURNED),
  REVOKED(12, InsuranceMoney.NONE, CashMoney.NONE),
  INSURANCE_REVOKED(13, InsuranceMoney.NONE, CashMoney.STANDS),
  ABNORMAL(14, InsuranceMoney.UNKNOWN, CashMoney.UNKNOWN),
  /** The insurance was refused; the cash goes back. */
  SETTLE_FAILED(15, InsuranceMoney.NONE, CashMoney.UNKNOWN),
  /** The insurance was refused and the cash could not go back: somebody has to repair it. */
  ONE_SIDED(16, InsuranceMoney.NONE, CashMoney.UNKNOWN),
  REFUNDING(17, InsuranceMoney.UNKNOWN, CashMoney.UNKNOWN);

  private final int code;
  private final InsuranceMoney insurance;
  private final CashMoney cash;

  OrderState(int code, InsuranceMoney insurance, CashMoney cash) {
    this.code = code;
    this.insurance = insurance;
    this.cash = cash;
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

  /** What became of the cash of an order. */
  public enum CashMoney {
    /** Nothing was paid, and nothing is being paid. */
    NONE,
    /** All of it is there. */
    STANDS,
    PARTLY_RETURNED,
    RETURNED,
    /** It is on its way there or back, or something went wrong: nobody knows until asked again. */
    UNKNOWN
  }

  /** Whether insurance money stands on the order. */
  public InsuranceMoney insurance() {
    return insurance;
  }

  /** What became of its cash. */
  public CashMoney cash() {
    return cash;
  }

  /** Whether insurance money stood on it and went back: it was paid, and none of that stands. */
  public boolean insuranceReturned() {
    boolean paid =
        switch (cash) {
          case STANDS, PARTLY_RETURNED, RETURNED -> true;
          case NONE, UNKNOWN -> false;
        };
    return paid && insurance == InsuranceMoney.NONE;
  }

  /** Will never be paid, and no insurance money stands on it. */
  public boolean failed() {
    return this == REVOKED || this == SETTLE_FAILED || this == ONE_SIDED;
  }
}
