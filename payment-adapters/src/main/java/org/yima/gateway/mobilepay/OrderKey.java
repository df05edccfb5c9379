package org.yima.gateway.mobilepay;

import static java.util.Objects.requireNonNull;

/**
 * Names an order to the centre.
 *
 * @param payToken of {@link Uploaded}; a secret
 */
public record OrderKey(String orgCodg, String payOrdId, String payToken, Payer payer) {
  public OrderKey {
    requireNonNull(orgCodg, "orgCodg");
    requireNonNull(payOrdId, "payOrdId");
    requireNonNull(payToken, "payToken");
    requireNonNull(payer, "payer");
  }

  @Override
  public String toString() {
    return "OrderKey[" + payOrdId + "]";
  }
}
