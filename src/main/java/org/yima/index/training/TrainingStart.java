package org.yima.index.training;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Trains when the configuration asks for it, before anything is served, and ends. */
@ApplicationScoped
class TrainingStart {
  private static final Logger LOG = Logger.getLogger(TrainingStart.class);

  private final TrainingConfig config;
  private final StoredTraining training;

  TrainingStart(TrainingConfig config, StoredTraining training) {
    this.config = config;
    this.training = training;
  }

  /** After the schema has been migrated and the database's settings looked at. */
  void train(@Observes @Priority(10) StartupEvent event) {
    config.version().ifPresent(this::train);
  }

  private void train(String version) {
    LOG.info(training.propose(version, config.by().orElse(""), config.records()));
    // What was proposed is committed, no job has begun, and an orderly end would open the ports.
    Runtime.getRuntime().halt(0);
  }
}
