package org.yima.gateway.einvoice;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * An invoice as it was issued.
 *
 * @param checkCode 校验码, with which anybody may look it up
 * @param picture where its owner sees it; who has the address sees it too
 */
public record IssuedInvoice(
    InvoiceRef ref, String checkCode, Instant issuedAt, Optional<URI> picture) {
  public IssuedInvoice {
    requireNonNull(ref, "ref");
    requireNonNull(checkCode, "checkCode");
    requireNonNull(issuedAt, "issuedAt");
    requireNonNull(picture, "picture");
  }

  @Override
  public String toString() {
    return "IssuedInvoice[" + ref + "]";
  }
}
