package org.yima.index.weights;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What has to be known of a version before it may decide. */
@ConfigMapping(prefix = "yima.index.weights")
interface WeightsConfig {
  /**
   * How many pairs a back-test must have judged to count. Of a hundred pairs without one mistake
   * follows, at 95%, that no more than three in a hundred are wrong; of one pair follows nothing.
   */
  @WithDefault("100")
  int leastPairs();
}
