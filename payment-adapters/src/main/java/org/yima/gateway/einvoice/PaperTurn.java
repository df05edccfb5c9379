package org.yima.gateway.einvoice;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** An invoice to be printed on a form. */
public record PaperTurn(
    InvoiceRef invoice, PaperRef paper, String placeCode, String operator, Instant at) {
  public PaperTurn {
    requireNonNull(invoice, "invoice");
    requireNonNull(paper, "paper");
    requireNonNull(placeCode, "placeCode");
    requireNonNull(operator, "operator");
    requireNonNull(at, "at");
  }

  @Override
  public String toString() {
    return "PaperTurn[" + invoice + ", " + paper + "]";
  }
}
