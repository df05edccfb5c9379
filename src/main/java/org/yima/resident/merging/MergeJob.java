package org.yima.resident.merging;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.yima.index.PersonMerges;
import org.yima.platform.Id;
import org.yima.platform.Job;

/**
 * Goes on with merges that a crash has left, and takes after those of the last day what arose while
 * they ran: a bill pushed under an identity that was just going over. It does the same for merges
 * of persons that are being taken back, and looks at what has left a resident by itself.
 */
@ApplicationScoped
class MergeJob implements Job {
  private static final Logger LOG = Logger.getLogger(MergeJob.class);
  private static final Duration LATELY = Duration.ofDays(1);
  private static final int LEFT_AT_ONCE = 200;

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
        .chain(due -> Merging.each(due, merge -> alone(merge.id(), () -> merging.carriedOn(merge))))
        .chain(merges::unfinished)
        .chain(
            unfinished ->
                Merging.each(
                    unfinished, merge -> alone(merge.id(), () -> persons.carriedOn(merge))))
        .chain(() -> merges.unlooked(LEFT_AT_ONCE))
        .chain(lists -> Merging.each(lists, list -> alone(list.id(), () -> persons.looked(list))));
  }

  /** One that can't go on keeps no other from going on; it is tried again next time. */
  private static Uni<Void> alone(Id merge, Supplier<Uni<? extends Void>> work) {
    return Uni.createFrom()
        .<Void>deferred(work)
        .onFailure()
        .invoke(failure -> LOG.errorf(failure, "merge %s could not go on", merge))
        .onFailure()
        .recoverWithNull();
  }
}
