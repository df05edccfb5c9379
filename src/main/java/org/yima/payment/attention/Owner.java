package org.yima.payment.attention;

/** Who has to act. */
public enum Owner {
  /** The hospital's insurance office, with the bureau. */
  HOSPITAL_INSURANCE,
  /** The hospital's finance, with its wallet merchant. */
  HOSPITAL_FINANCE,
  /** The commercial insurer, with the hospital. */
  INSURER,
  /** Whoever operates this server, with the gateway. */
  OPERATOR
}
