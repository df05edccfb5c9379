package org.yima.sandbox.payers;

import org.yima.sandbox.http.Fields;

/**
 * What a wallet lets its payer spend, in fen, each one included.
 *
 * @param perPayment at once
 * @param perDay on one day of China Standard Time
 * @param perMonth in one month
 * @param withoutPassword by a shown code without the password (小额免密)
 */
public record Limits(long perPayment, long perDay, long perMonth, long withoutPassword) {
  private static final long MOST = 100_000_000_000L;

  /** What is left out is no limit. */
  static Limits of(Fields request) {
    return request.has("limits")
        ? read(request.object("limits"))
        : new Limits(MOST, MOST, MOST, MOST);
  }

  private static Limits read(Fields limits) {
    return new Limits(
        limits.whole("perPayment", 0, MOST, MOST),
        limits.whole("perDay", 0, MOST, MOST),
        limits.whole("perMonth", 0, MOST, MOST),
        limits.whole("withoutPassword", 0, MOST, MOST));
  }
}
