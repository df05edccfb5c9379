package org.yima.gateway.insurance;

import static java.util.Objects.requireNonNull;

/**
 * How the person showed who they are and allowed the insured payment.
 *
 * @param kind what {@code value} is
 * @param value the electronic token, the pay authorisation number, the document number or the card
 *     number; never logged
 * @param documentNumber the resident's document number where the bureau wants it too, else empty
 * @param name as {@code documentNumber}
 */
public record InsuranceCredential(Kind kind, String value, String documentNumber, String name) {

  /** What was shown. */
  public enum Kind {
    /** The token (ecToken) of the electronic credential (医保码) shown at a counter. */
    ELECTRONIC,
    /**
     * The number of an authorisation given in a wallet (payAuthNo). The mobile payment centre takes
     * it as such; to the provider interface the person is named by their document, as no published
     * text has it among the credentials there.
     */
    WALLET,
    /** The resident's identity card. */
    ID_CARD,
    /** The social-security card. */
    SOCIAL_CARD
  }

  public InsuranceCredential {
    requireNonNull(kind, "kind");
    requireNonNull(value, "value");
    requireNonNull(documentNumber, "documentNumber");
    requireNonNull(name, "name");
  }

  /** The token of a code shown at a counter. */
  public static InsuranceCredential electronic(String ecToken) {
    return new InsuranceCredential(Kind.ELECTRONIC, ecToken, "", "");
  }

  @Override
  public String toString() {
    return "InsuranceCredential[" + kind + "]";
  }
}
