package org.yima.institution.webhook;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.yima.platform.Feeds;
import org.yima.platform.Job;

/**
 * Carries feeds to their webhooks. A place moves past an entry when the entry was taken or is not
 * wanted; a refusal puts the place off, longer each time, an hour at most.
 */
@ApplicationScoped
class Delivery implements Job {
  private static final int PLACES = 20;
  private static final int ENTRIES = 10;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int LONGEST_SECONDS = 3600;

  private final WebhookStore store;
  private final Feeds feeds;
  private final Receivers receivers;
  private final Clock clock;

  Delivery(WebhookStore store, Feeds feeds, Receivers receivers, Clock clock) {
    this.store = store;
    this.feeds = feeds;
    this.receivers = receivers;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "webhook-delivery";
  }

  @Override
  public Duration every() {
    return PAUSE;
  }

  /** Receivers do not wait for each other: one that is slow holds back its own feed alone. */
  @Override
  public Uni<Void> run() {
    return store
        .due(OffsetDateTime.now(clock), PLACES)
        .chain(
            places ->
                Multi.createFrom()
                    .iterable(places)
                    .onItem()
                    .transformToUniAndMerge(this::advance)
                    .collect()
                    .last()
                    .replaceWithVoid());
  }

  private Uni<Void> advance(WebhookStore.Place place) {
    return feeds
        .read(place.feed(), place.after(), ENTRIES)
        .chain(page -> deliver(place, page.items()));
  }

  /** Delivers the first entry that is wanted, then goes on from there. */
  private Uni<Void> deliver(WebhookStore.Place place, List<Feeds.Entry> entries) {
    int skipped = 0;
    while (skipped < entries.size() && !wanted(place, entries.get(skipped))) {
      skipped++;
    }
    if (skipped == entries.size()) {
      String after = entries.isEmpty() ? place.after() : entries.get(skipped - 1).cursor();
      return store.move(place, after, 0, OffsetDateTime.now(clock).plus(PAUSE));
    }
    Feeds.Entry entry = entries.get(skipped);
    List<Feeds.Entry> rest = entries.subList(skipped + 1, entries.size());
    return receivers
        .post(place, entry)
        .chain(taken -> taken ? next(place, entry, rest) : putOff(place));
  }

  private static boolean wanted(WebhookStore.Place place, Feeds.Entry entry) {
    return place.events().contains(entry.type()) && !entry.at().isBefore(place.since());
  }

  private Uni<Void> next(WebhookStore.Place place, Feeds.Entry taken, List<Feeds.Entry> rest) {
    WebhookStore.Place moved =
        new WebhookStore.Place(
            place.webhook(),
            place.feed(),
            taken.cursor(),
            0,
            place.url(),
            place.secret(),
            place.events(),
            place.since());
    return store
        .move(place, taken.cursor(), 0, OffsetDateTime.now(clock))
        .chain(() -> deliver(moved, rest));
  }

  private Uni<Void> putOff(WebhookStore.Place place) {
    return store.move(
        place,
        place.after(),
        place.attempts() + 1,
        OffsetDateTime.now(clock).plusSeconds(pauseSeconds(place.attempts())));
  }

  /** 2, 4, 8, ... seconds, an hour at most. */
  static long pauseSeconds(int attempts) {
    return Math.min(LONGEST_SECONDS, 2L << Math.min(attempts, 20));
  }
}
