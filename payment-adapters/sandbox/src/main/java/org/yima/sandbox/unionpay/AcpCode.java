package org.yima.sandbox.unionpay;

/** The answer codes this side gives. */
final class AcpCode {
  static final String DONE = "00";
  static final String FAILED = "01";
  static final String ACCEPTED = "05";
  static final String MALFORMED = "10";
  static final String BAD_SIGNATURE = "11";
  static final String DUPLICATE = "12";
  static final String MISSING = "13";
  static final String MERCHANT_STATE = "31";
  static final String NO_PERMISSION = "32";
  static final String NOT_FOUND = "34";
  static final String ORIGINAL_STATE = "35";
  static final String ORIGINAL_DIFFERS = "36";
  static final String AMOUNT_LIMIT = "33";
  static final String TOO_LATE = "39";
  static final String TAKEN_TOO_LATE = "42";
  static final String CARD_INVALID = "61";
  static final String BALANCE_TOO_LOW = "64";
  static final String PASSWORD_WRONG = "65";
  static final String PASSWORD_TRIES = "67";
  static final String NO_FILE = "98";

  private AcpCode() {}
}
