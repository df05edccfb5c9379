package org.yima.sandbox.payers;

import org.yima.sandbox.http.Refused;

/** What stands in the way of a payment, in the order in which wallets look. */
public enum Hindrance {
  LOCKED("password.locked", "the password was wrong too often"),
  POOR("balance.too-low", "the payer cannot afford it"),
  PER_PAYMENT("limit.payment", "more than the payer may spend at once"),
  PER_DAY("limit.day", "more than the payer may spend in a day"),
  PER_MONTH("limit.month", "more than the payer may spend in a month");

  private final String code;
  private final String words;

  Hindrance(String code, String words) {
    this.code = code;
    this.words = words;
  }

  /** As the control API tells it to who plays the payer. */
  public Refused refusal() {
    return new Refused(422, code, words);
  }
}
