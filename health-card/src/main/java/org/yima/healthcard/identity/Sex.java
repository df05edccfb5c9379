package org.yima.healthcard.identity;

/** Sex by GB/T 2261.1. */
public enum Sex {
  UNKNOWN(0),
  MALE(1),
  FEMALE(2),
  UNSPECIFIED(9);

  private final int code;

  Sex(int code) {
    this.code = code;
  }

  /** The digit of the standard. */
  public int code() {
    return code;
  }
}
