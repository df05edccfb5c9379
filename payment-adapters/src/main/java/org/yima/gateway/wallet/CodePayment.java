package org.yima.gateway.wallet;

import static java.util.Objects.requireNonNull;

/**
 * A payment by the code that a payer shows.
 *
 * @param order ours
 * @param description what the payer reads; must not tell anything about an illness
 * @param totalFen in fen, at least 1
 * @param code what was scanned; whoever has it can spend the payer's money with it, once
 * @param device which terminal scanned it, at most 32 characters
 * @param store the institution's own number, at most 32 characters
 */
public record CodePayment(
    OrderRef order, String description, long totalFen, String code, String device, String store) {

  public CodePayment {
    requireNonNull(order, "order");
    requireNonNull(description, "description");
    requireNonNull(code, "code");
    requireNonNull(device, "device");
    requireNonNull(store, "store");
    if (totalFen < 1) {
      throw new IllegalArgumentException("an order is at least one fen");
    }
  }

  @Override
  public String toString() {
    return "CodePayment[" + order.number() + ", " + totalFen + " fen]";
  }
}
