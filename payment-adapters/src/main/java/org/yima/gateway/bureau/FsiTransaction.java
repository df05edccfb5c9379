package org.yima.gateway.bureau;

import org.yima.gateway.DeclineReason;

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

  /** Whether a success carries an output. */
  boolean answers() {
    return switch (this) {
      case CANCEL_REGISTRATION, RECORD_VISIT, CANCEL_DETAILS, REVERSE, REVERSE_UNKNOWN, SIGN_OUT ->
          false;
      default -> true;
    };
  }

  /**
   * Whether such a refusal is also what is said to a call that was done and is delivered once more
   * by some box on the way: settled already or nothing left to settle, an authorisation that serves
   * once, no such settlement any more, a message that was there before. Whoever asked has to query.
   */
  boolean mayBeDone(DeclineReason said) {
    return switch (this) {
      case SETTLE ->
          said == DeclineReason.ALREADY_PAID
              || said == DeclineReason.NOT_FOUND
              || said == DeclineReason.AUTHORISATION_INVALID
              || said == DeclineReason.ID_REUSED;
      case REVERSE -> said == DeclineReason.NOT_FOUND || said == DeclineReason.ID_REUSED;
      default -> false;
    };
  }

  /** Whether money may have moved though the answer is an error. */
  boolean moves() {
    return this == SETTLE || this == REVERSE || this == REVERSE_UNKNOWN;
  }
}
