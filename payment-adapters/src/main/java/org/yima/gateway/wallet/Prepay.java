package org.yima.gateway.wallet;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Instant;

/**
 * An order to be paid.
 *
 * @param orderNumber ours, 6 to 32 letters, digits, {@code _-|*}; the idempotency key
 * @param description what the payer reads; must not tell anything about an illness
 * @param totalFen in fen, at least 1
 * @param payerId who pays, in the wallet's words (openid)
 * @param expiresAt after which the wallet refuses the payment
 * @param notifyUrl where the wallet reports, without a query
 */
public record Prepay(
    String orderNumber,
    String description,
    long totalFen,
    String payerId,
    Instant expiresAt,
    URI notifyUrl) {

  public Prepay {
    requireNonNull(orderNumber, "orderNumber");
    requireNonNull(description, "description");
    requireNonNull(payerId, "payerId");
    requireNonNull(expiresAt, "expiresAt");
    requireNonNull(notifyUrl, "notifyUrl");
    if (totalFen < 1) {
      throw new IllegalArgumentException("an order is at least one fen");
    }
  }

  @Override
  public String toString() {
    return "Prepay[" + orderNumber + ", " + totalFen + " fen]";
  }
}
