package org.yima.gateway.wallet;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What a refund is asked for by.
 *
 * @param number ours, at most 64 letters and digits ({@code _-|*@} WeChat alone; UnionPay 40)
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
