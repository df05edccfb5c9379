package org.yima.gateway.wallet;

import java.time.LocalDate;
import org.yima.gateway.Outcome;

/**
 * What moved on a merchant's account, fees and transfers included: beside {@link
 * WalletGateway#statement}, which tells of orders, the side of a reconciliation that the bank's
 * statement is compared with.
 */
public interface FundStatements {

  /**
   * Fetches a day's movements (in the wallet's zone, China Standard Time).
   *
   * @return declined with NOT_FOUND where there is no bill, which is said of a day on which nothing
   *     moved, and with BUSY while it is being made
   */
  Outcome<FundStatement> funds(Merchant merchant, LocalDate day);
}
