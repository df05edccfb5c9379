package org.yima.gateway.bureau;

/** A transaction of the provider interface and its national number. */
public enum FsiTransaction {
  IDENTIFY("1101"),
  REGISTER("2201"),
  CANCEL_REGISTRATION("2202"),
  RECORD_VISIT("2203"),
  UPLOAD_DETAILS("2204"),
  CANCEL_DETAILS("2205"),
  PRE_SETTLE("2206"),
  SETTLE("2207"),
  REVERSE("2208"),
  REVERSE_UNKNOWN("2601"),
  QUERY_SETTLEMENT("5203"),
  SIGN_IN("9001"),
  SIGN_OUT("9002"),
  JUDGE_TOTALS("3201"),
  JUDGE_DETAILS("3202"),
  SEND_FILE("9101"),
  FETCH_FILE("9102");

  private final String nationalNumber;

  FsiTransaction(String nationalNumber) {
    this.nationalNumber = nationalNumber;
  }

  public String nationalNumber() {
    return nationalNumber;
  }

  /** Whether money may have moved though the answer is an error. */
  boolean moves() {
    return this == SETTLE || this == REVERSE || this == REVERSE_UNKNOWN;
  }
}
