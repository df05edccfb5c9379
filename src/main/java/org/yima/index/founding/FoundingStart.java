package org.yima.index.founding;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
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
    config.directory().ifPresent(this::load);
  }

  private void load(Path directory) {
    Founded founded = founding.load(directory);
    LOG.info(founded);
    // Everything is committed, no job has begun, and an orderly end would open the ports first.
    Runtime.getRuntime().halt(0);
  }
}
