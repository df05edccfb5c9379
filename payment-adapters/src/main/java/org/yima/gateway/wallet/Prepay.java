package org.yima.gateway.wallet;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Instant;

/**
 * An order to be paid.
 *
 * @param order ours, the idempotency key
 * @param description what the payer reads; must not tell anything about an illness
 * @param totalFen in fen, at least 1
 * @param way how the payer gets into the wallet
 * @param expiresAt after which the wallet refuses the payment
 * @param notifyUrl where the wallet reports, without a query
 */
public record Prepay(
    OrderRef order, String description, long totalFen, Way way, Instant expiresAt, URI notifyUrl) {

  public Prepay {
    requireNonNull(order, "order");
    requireNonNull(description, "description");
    requireNonNull(way, "way");
    requireNonNull(expiresAt, "expiresAt");
    requireNonNull(notifyUrl, "notifyUrl");
    if (totalFen < 1) {
      throw new IllegalArgumentException("an order is at least one fen");
    }
  }

  @Override
  public String toString() {
    return "Prepay[" + order.number() + ", " + totalFen + " fen]";
  }
}
