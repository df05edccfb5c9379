package org.yima.gateway.einvoice;

import org.yima.gateway.Outcome;

/**
 * The platform of medical e-invoices. All calls block for a bounded time. What changes something is
 * declined only with a code that is known to mean that nothing was done; with any other it is
 * unknown.
 */
public interface EInvoices {

  /**
   * Issues an invoice. Idempotent by business number: whether a call whose answer was lost had its
   * effect is found out by sending the same again.
   */
  Outcome<IssuedInvoice> issue(InvoiceRequest request);

  /**
   * Writes an invoice off by a red one (冲红). After an unknown outcome ask {@link #standing}.
   *
   * @return the red invoice; declined with AT_THE_WINDOW once it was printed on paper or used in a
   *     claim, with CLOSED when it is written off already
   */
  Outcome<IssuedInvoice> writeOff(WriteOff order);

  /** How an invoice stands; declined with NOT_FOUND where there is none. */
  Outcome<InvoiceStanding> standing(InvoiceRef invoice);

  /** The next number of the paper forms that a place of issue holds. */
  Outcome<PaperRef> nextPaper(String placeCode, String paperBatchCode);

  /** Prints an invoice on this form (换开纸质票据), after which it is changed at the window alone. */
  Outcome<PaperRef> turnToPaper(PaperTurn order);

  /** Prints it on another form, by which the former one is void. */
  Outcome<PaperRef> turnAgain(PaperTurn order);

  /** Voids the form, so that the invoice is electronic alone again. */
  Outcome<PaperRef> voidPaper(PaperVoid order);
}
