package org.yima.institution.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Settings of webhooks. */
@ConfigMapping(prefix = "yima.webhooks")
public interface WebhookConfig {
  /**
   * The hosts that webhooks may name, exactly as in their URL. None by default: whoever could name
   * any host could make the server call what only the server can reach.
   */
  Optional<Set<String>> allowedHosts();

  /** Whether http is good enough beside https; for trying out alone. */
  @WithDefault("false")
  boolean plainHttp();

  /** How long a receiver may take to answer. */
  @WithDefault("PT5S")
  Duration timeout();
}
