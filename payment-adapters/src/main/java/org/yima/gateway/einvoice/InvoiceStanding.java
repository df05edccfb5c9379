package org.yima.gateway.einvoice;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * How an invoice stands.
 *
 * @param valid false once the platform voided it
 * @param paper the form it was printed on
 * @param red the invoice that wrote it off
 */
public record InvoiceStanding(
    InvoiceRef ref, boolean valid, Optional<PaperRef> paper, Optional<InvoiceRef> red) {
  public InvoiceStanding {
    requireNonNull(ref, "ref");
    requireNonNull(paper, "paper");
    requireNonNull(red, "red");
  }
}
