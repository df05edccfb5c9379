package org.yima.resident.merging;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.yima.platform.Job;

/**
 * Goes on with merges that a crash has left, and takes after those of the last day what arose while
 * they ran: a bill pushed under an identity that was just going over.
 */
@ApplicationScoped
class MergeJob implements Job {
  private static final Duration LATELY = Duration.ofDays(1);

  private final MergeStore store;
  private final Merging merging;

  MergeJob(MergeStore store, Merging merging) {
    this.store = store;
    this.merging = merging;
  }

  @Override
  public String name() {
    return "resident.merging";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(20);
  }

  @Override
  public Uni<Void> run() {
    return store.due(LATELY).chain(due -> Merging.each(due, merging::carriedOn));
  }
}
