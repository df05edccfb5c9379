package org.yima.gateway.insurance;

import static java.util.Objects.requireNonNull;

/**
 * How the person showed who they are and allowed the insured payment.
 *
 * @param kind what {@code value} is
 * @param value the pay authorisation number or electronic token, the document number or the card
 *     number; never logged
 * @param documentNumber the resident's document number where the bureau wants it too, else empty
 * @param name as {@code documentNumber}
 */
public record InsuranceCredential(Kind kind, String value, String documentNumber, String name) {

  /** The bureau's mdtrt_cert_type. */
  public enum Kind {
    /** 01: payAuthNo of an authorisation in the wallet, or the ecToken shown at a counter. */
    ELECTRONIC("01"),
    /** 02: the resident's identity card. */
    ID_CARD("02"),
    /** 03: the social-security card. */
    SOCIAL_CARD("03");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  public InsuranceCredential {
    requireNonNull(kind, "kind");
    requireNonNull(value, "value");
    requireNonNull(documentNumber, "documentNumber");
    requireNonNull(name, "name");
  }

  /** An authorisation given in the wallet, or the token of a code shown at a counter. */
  public static InsuranceCredential electronic(String value) {
    return new InsuranceCredential(Kind.ELECTRONIC, value, "", "");
  }

  @Override
  public String toString() {
    return "InsuranceCredential[" + kind + "]";
  }
}
