package org.yima.resident.temporary;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Identities without a document: {@code yima.temporary.*}. */
@ConfigMapping(prefix = "yima.temporary")
public interface TemporaryConfig {
  /** How long one lives from when it is made, and from when it is extended. */
  @WithDefault("P90D")
  Duration life();
}
