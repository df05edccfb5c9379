package org.yima.gateway.einvoice;

import org.yima.gateway.Outcome;

/**
 * The platform of medical e-invoices. All calls block for a bounded time. What changes something is
 * declined only with a code that is known to mean that nothing was done; with any other it is
 * unknown.
 */
public interface EInvoices {

  /**
   * Issues an invoice. Not to be repeated: a second invoice for one payment may come of it. After
   * an unknown outcome ask {@link #find}.
   *
   * @return unknown also where the platform says that the business number was used before, unless
   *     it is known to say so of another invoice's only
   */
  Outcome<IssuedInvoice> issue(InvoiceRequest request);

  /**
   * What became of an invoice whose answer was lost, by the very request that it was issued with.
   * No platform is known to be asked by a business number: the same is sent again where the
   * platform is known to issue nothing twice, and it is then issued if it was not before.
   *
   * @return declined with AT_THE_WINDOW where the platform is not to be asked, or says that there
   *     is an invoice and not which: a person looks it up there, and nothing is issued under
   *     another number meanwhile
   */
  Outcome<IssuedInvoice> find(InvoiceRequest request);

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
