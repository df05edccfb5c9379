package org.yima.card.code;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import org.yima.card.CardConfig;
import org.yima.healthcard.code.Suite;
import org.yima.healthcard.code.Verifier;

/**
 * The server's own keys, telling each time that a signature is about to be checked, or bound to
 * some suites.
 */
public final class CountedKeys extends CodeKeys {
  private final Runnable told;
  private final Set<Suite> accepted;

  public CountedKeys(CardConfig config, SecureRandom random, Clock clock, Runnable told) {
    super(config, random, clock);
    this.told = told;
    this.accepted = EnumSet.allOf(Suite.class);
  }

  public CountedKeys(CardConfig config, SecureRandom random, Clock clock, Set<Suite> accepted) {
    super(config, random, clock);
    this.told = () -> {};
    this.accepted = accepted;
  }

  @Override
  public Verifier verifier() {
    told.run();
    return super.verifier().accepting(accepted);
  }
}
