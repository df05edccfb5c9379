package org.yima.resident.merging;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.yima.index.PersonMerges;
import org.yima.platform.Job;

/**
 * Goes on with merges that a crash has left, and takes after those of the last day what arose while
 * they ran: a bill pushed under an identity that was just going over. It does the same for merges
 * of persons that are being taken back.
 */
@ApplicationScoped
class MergeJob implements Job {
  private static final Duration LATELY = Duration.ofDays(1);

  private final MergeStore store;
  private final Merging merging;
  private final PersonMerges merges;
  private final PersonUnmerging persons;

  MergeJob(MergeStore store, Merging merging, PersonMerges merges, PersonUnmerging persons) {
    this.store = store;
    this.merging = merging;
    this.merges = merges;
    this.persons = persons;
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
    return store
        .due(LATELY)
        .chain(due -> Merging.each(due, merging::carriedOn))
        .chain(merges::unfinished)
        .chain(unfinished -> Merging.each(unfinished, persons::carriedOn));
  }
}
