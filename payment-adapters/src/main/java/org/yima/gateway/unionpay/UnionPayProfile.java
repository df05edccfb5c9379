package org.yima.gateway.unionpay;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What differs by product and contract, or could not be checked against the live platform.
 *
 * @param webProduct {@code bizType} of WAP and app orders
 * @param codeProduct {@code bizType} of the merchant's and the payer's codes
 * @param afterProduct {@code bizType} of queries, cancellations and refunds
 * @param payWindow the longest time from an order's {@code txnTime} to its {@code payTimeout};
 *     before it is over, "not found" and "failed" are no last words
 * @param grace how much longer a payment begun in time may take
 * @param file the layout of the day's file
 */
public record UnionPayProfile(
    String webProduct,
    String codeProduct,
    String afterProduct,
    Duration payWindow,
    Duration grace,
    ZmLayout file) {

  public UnionPayProfile {
    requireNonNull(webProduct, "webProduct");
    requireNonNull(codeProduct, "codeProduct");
    requireNonNull(afterProduct, "afterProduct");
    requireNonNull(file, "file");
    if (payWindow.isNegative() || payWindow.isZero() || grace.isNegative()) {
      throw new IllegalArgumentException("payWindow is positive and grace not negative");
    }
  }

  /** Gateway payment (000201), codes and everything after (000000); two hours and five minutes. */
  public static UnionPayProfile usual() {
    return new UnionPayProfile(
        "000201", "000000", "000000", Duration.ofHours(2), Duration.ofMinutes(5), ZmLayout.usual());
  }
}
