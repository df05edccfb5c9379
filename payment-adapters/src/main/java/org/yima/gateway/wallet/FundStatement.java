package org.yima.gateway.wallet;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.List;

/**
 * What moved on a merchant's account at the wallet on one day, its digest verified and its lines
 * added up against its own totals.
 *
 * @param account the merchant, as {@link Merchant#account}
 * @param lines in the wallet's order
 */
public record FundStatement(String account, LocalDate day, List<FundLine> lines) {
  public FundStatement {
    requireNonNull(account, "account");
    requireNonNull(day, "day");
    lines = List.copyOf(lines);
  }
}
