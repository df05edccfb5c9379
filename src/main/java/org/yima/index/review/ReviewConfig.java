package org.yima.index.review;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a reviewer keeps a doubt. */
@ConfigMapping(prefix = "yima.index.review")
interface ReviewConfig {
  /** How long a doubt that somebody took up is nobody else's; then it falls back by itself. */
  @WithDefault("PT15M")
  Duration lease();

  /** After how long a doubt that was put off comes back into the queue. */
  @WithDefault("PT24H")
  Duration later();
}
