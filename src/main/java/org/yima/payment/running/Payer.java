package org.yima.payment.running;

import java.util.Optional;
import org.yima.platform.Id;

/**
 * Who confirms a plan: an account, or whoever shows a wallet's code, of whom nothing else is known.
 *
 * @param code what was shown; it pays once
 */
public record Payer(Optional<Id> account, Optional<String> code) {
  /** Somebody who has signed in, or whose phone confirms. */
  public static Payer account(Id id) {
    return new Payer(Optional.of(id), Optional.empty());
  }

  /** Somebody before a terminal. */
  public static Payer showing(String code) {
    return new Payer(Optional.empty(), Optional.of(code));
  }

  @Override
  public String toString() {
    return "Payer[" + account.map(Id::toString).orElse("code") + "]";
  }
}
