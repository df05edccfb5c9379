package org.yima.gateway.wallet;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What an order is asked for by.
 *
 * @param number ours: 6 to 32 letters and digits suit every wallet ({@code _-|*} WeChat alone)
 * @param at when it was first sent, the same at every repetition: UnionPay knows an order by its
 *     number and this time ({@code txnTime}, to the second), the others by the number alone
 */
public record OrderRef(String number, Instant at) {
  public OrderRef {
    requireNonNull(number, "number");
    requireNonNull(at, "at");
  }
}
