package org.yima.gateway.insurance;

import java.time.LocalDate;

/**
 * What a reconciliation is about.
 *
 * @param settledBy the office that clears (setl_optins, 6 digits)
 * @param first and {@code last} both belong to it, in the bureau's zone
 */
public record StatementScope(String settledBy, LocalDate first, LocalDate last) {
  public StatementScope {
    if (last.isBefore(first)) {
      throw new IllegalArgumentException("a period ends after it begins");
    }
  }
}
