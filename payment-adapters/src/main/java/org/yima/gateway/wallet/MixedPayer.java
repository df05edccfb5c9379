package org.yima.gateway.wallet;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Who pays, and for whom.
 *
 * @param walletId the payer in the wallet's words (openid, user id)
 * @param self the payer as the medical insurance credential in the wallet names them
 * @param relative the insured person when it is not the payer
 */
public record MixedPayer(String walletId, MixedPerson self, Optional<MixedPerson> relative) {
  public MixedPayer {
    requireNonNull(walletId, "walletId");
    requireNonNull(self, "self");
    requireNonNull(relative, "relative");
  }

  @Override
  public String toString() {
    return "MixedPayer[..]";
  }
}
