package org.yima.gateway.einvoice;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** An invoice to be written off. */
public record WriteOff(
    InvoiceRef invoice, String reason, String operator, String placeCode, Instant at) {
  public WriteOff {
    requireNonNull(invoice, "invoice");
    requireNonNull(reason, "reason");
    requireNonNull(operator, "operator");
    requireNonNull(placeCode, "placeCode");
    requireNonNull(at, "at");
  }

  @Override
  public String toString() {
    return "WriteOff[" + invoice + "]";
  }
}
