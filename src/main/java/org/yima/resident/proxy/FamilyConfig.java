package org.yima.resident.proxy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds on acting for others: cards are sold where nothing bounds them. */
@ConfigMapping(prefix = "yima.family")
public interface FamilyConfig {
  /** For how many others one account may ask to act, or be made a guardian, within a year. */
  @WithDefault("6")
  int perYear();

  /** How long after a right to act has ended the same account may not get it again. */
  @WithDefault("P30D")
  Duration coolDown();

  /** How many accounts may be guardians of one child. */
  @WithDefault("2")
  int guardians();
}
