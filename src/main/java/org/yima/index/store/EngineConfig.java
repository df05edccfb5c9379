package org.yima.index.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How one engine follows another. */
@ConfigMapping(prefix = "yima.index.engine")
interface EngineConfig {
  /**
   * Within what time of its first server a release runs on all of them. Servers of the one before
   * put by their own engine until then.
   */
  @WithDefault("PT10M")
  Duration rollout();
}
