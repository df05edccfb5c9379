package org.yima.gateway.mobilepay;

import java.util.Optional;

/**
 * What the centre made of a bill.
 *
 * @param payOrdId the centre's number of the order
 * @param payToken goes with every later call about it; a secret
 * @param mdtrtId the bureau's number of the visit, where the centre tells it
 */
public record Uploaded(String payOrdId, String payToken, Optional<String> mdtrtId) {
  @Override
  public String toString() {
    return "Uploaded[" + payOrdId + "]";
  }
}
