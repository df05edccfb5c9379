package org.yima.gateway.wallet;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What a refund is asked for by.
 *
 * @param number ours, at most 64 letters and digits ({@code _-|*@} WeChat alone); UnionPay takes 8
 *     to 32, or 32 lower-case hexadecimal digits with a letter and up to five digits behind them
 * @param at when it was first sent, the same at every repetition
 * @param order what it returns money of; Alipay asks for both numbers
 */
public record RefundRef(String number, Instant at, OrderRef order) {
  public RefundRef {
    requireNonNull(number, "number");
    requireNonNull(at, "at");
    requireNonNull(order, "order");
  }
}
