package org.yima.platform;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * Work that is done again and again by exactly one server: every bean of this type is run by {@link
 * Jobs} under a lease of its name. A run must be safe to repeat and end by itself within a minute.
 */
public interface Job {
  String name();

  Duration every();

  Uni<Void> run();
}
