package org.yima.gateway.mobilepay;

import static java.util.Objects.requireNonNull;

/**
 * How the patient allowed the insured payment; one use, some minutes. Never logged, deleted at its
 * end.
 */
public record Authorisation(Kind kind, String value) {

  /** Where it was given. */
  public enum Kind {
    /** The token of a credential (医保码) or face shown at a counter. */
    EC_TOKEN,
    /** The number of an authorisation in a wallet. */
    PAY_AUTH_NO
  }

  public Authorisation {
    requireNonNull(kind, "kind");
    if (value.isEmpty()) {
      throw new IllegalArgumentException("an authorisation is not empty");
    }
  }

  public static Authorisation payAuthNo(String value) {
    return new Authorisation(Kind.PAY_AUTH_NO, value);
  }

  public static Authorisation ecToken(String value) {
    return new Authorisation(Kind.EC_TOKEN, value);
  }

  @Override
  public String toString() {
    return "Authorisation[" + kind + "]";
  }
}
