package org.yima.gateway.mobilepay;

import static java.util.Objects.requireNonNull;

/**
 * Whose insurance pays.
 *
 * @param documentType the bureau's psn_cert_type, 01 = resident identity card
 */
public record Payer(String documentType, String documentNumber, String name) {
  public Payer {
    requireNonNull(documentType, "documentType");
    requireNonNull(documentNumber, "documentNumber");
    requireNonNull(name, "name");
  }

  @Override
  public String toString() {
    return "Payer[..]";
  }
}
