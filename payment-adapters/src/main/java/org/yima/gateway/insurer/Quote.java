package org.yima.gateway.insurer;

import java.time.Instant;
import java.util.List;

/**
 * What an insurer would bear.
 *
 * @param coveredFen what the insurer would bear, at most what the insured bears
 */
public record Quote(String quoteId, long coveredFen, List<Reason> reasons, Instant validUntil) {

  /** Why the amount is what it is, for the resident. */
  public record Reason(String code, String text) {
    @Override
    public String toString() {
      return "Reason[" + code + "]";
    }
  }

  public Quote {
    reasons = List.copyOf(reasons);
    if (coveredFen < 0) {
      throw new IllegalArgumentException("a quote is not negative");
    }
  }
}
