package org.yima.gateway.insurer;

/**
 * An amount to be guaranteed.
 *
 * @param amountFen at most what the quote covers
 */
public record GuaranteeOrder(String guaranteeId, String quoteId, long amountFen) {
  public GuaranteeOrder {
    if (amountFen < 1) {
      throw new IllegalArgumentException("a guarantee is at least one fen");
    }
  }
}
