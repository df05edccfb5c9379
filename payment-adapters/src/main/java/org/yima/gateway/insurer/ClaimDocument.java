package org.yima.gateway.insurer;

import static java.util.Objects.requireNonNull;

/**
 * A document that proves what is claimed.
 *
 * @param number of the document at its issuer; of an e-invoice its batch code and its number,
 *     parted by a hyphen. An insurer tells by it that an invoice was used in a claim, after which
 *     it is changed at the window alone
 * @param sha256 of its content, lower-case hexadecimal, so that what is fetched later is this
 */
public record ClaimDocument(Kind kind, String number, String sha256) {

  /** What insurers ask for. */
  public enum Kind {
    SETTLEMENT,
    E_INVOICE,
    MEDICAL_RECORD
  }

  public ClaimDocument {
    requireNonNull(kind, "kind");
    if (number.isEmpty() || number.length() > 64 || !sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("a document has a number and a digest");
    }
  }

  @Override
  public String toString() {
    return "ClaimDocument[" + kind + "]";
  }
}
