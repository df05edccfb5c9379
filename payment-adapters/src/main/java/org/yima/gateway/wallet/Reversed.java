package org.yima.gateway.wallet;

import static java.util.Objects.requireNonNull;

/**
 * The wallet's word that a payment by code is undone: it will never be paid, and whatever the payer
 * had paid is back.
 */
public record Reversed(String orderNumber) {
  public Reversed {
    requireNonNull(orderNumber, "orderNumber");
  }
}
