package org.yima.platform;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * Work that is done again and again by exactly one server: every bean of this type is run by {@link
 * Jobs} under a lease of its name. A run must be safe to repeat and end by itself within a minute.
 * Its lease is renewed while it lives; should it be lost, every later statement of the run fails,
 * so a run needs no care of its own beyond doing all its writing through {@link Database}.
 */
public interface Job {
  String name();

  Duration every();

  Uni<Void> run();
}
