package org.yima.gateway.wallet;

import org.yima.gateway.Outcome;

/** Learns who the payer is for a wallet. */
public interface PayerIdentity {

  /**
   * Exchanges a code that the wallet's page or mini program gave to the payer. The code works once
   * and lives minutes, so an unknown outcome is answered by asking the payer for a new one.
   */
  Outcome<Payer> exchange(String authCode);

  /**
   * A payer, by the wallet's word.
   *
   * @param payerId the wallet's id of this person in our application (openid)
   */
  record Payer(String payerId) {
    @Override
    public String toString() {
      return "Payer[..]";
    }
  }
}
