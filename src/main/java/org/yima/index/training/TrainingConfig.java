package org.yima.index.training;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Training on what is stored, which a server does in the place of serving. */
@ConfigMapping(prefix = "yima.index.training")
public interface TrainingConfig {
  /** The name of the version to be; given, the server trains, proposes it and ends. */
  Optional<String> version();

  /** The login of the operator who answers for it; required with a version. */
  Optional<String> by();

  /** How many records are read at most, taken evenly of all. */
  @WithDefault("200000")
  int records();
}
