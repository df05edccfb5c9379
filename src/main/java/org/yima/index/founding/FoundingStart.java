package org.yima.index.founding;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/**
 * Does the founding load when the configuration asks for it, before anything is served, and ends.
 */
@ApplicationScoped
class FoundingStart {
  private static final Logger LOG = Logger.getLogger(FoundingStart.class);

  private final FoundingConfig config;
  private final Founding founding;

  FoundingStart(FoundingConfig config, Founding founding) {
    this.config = config;
    this.founding = founding;
  }

  /** After the schema has been migrated and the database's settings looked at. */
  void load(@Observes @Priority(10) StartupEvent event) {
    Asked.of(config).ifPresent(this::load);
  }

  private void load(Asked asked) {
    Founded founded = founding.load(asked);
    LOG.info(founded);
    if (!asked.dryRun()) {
      founding.analyse();
    }
    // Everything is committed, no job has begun, and an orderly end would open the ports first.
    Runtime.getRuntime().halt(0);
  }
}
