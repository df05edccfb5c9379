package org.yima.platform;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Follows feeds as they grow. However many follow on this server, the database is asked one
 * question for all of them a few times a second, and none while nobody follows.
 */
@ApplicationScoped
public class FeedStreams {
  private static final Logger LOG = Logger.getLogger(FeedStreams.class);
  private static final Duration EVERY = Duration.ofMillis(250);

  /** How much of one feed is taken at a time; the rest follows with the next question. */
  private static final int BATCH = 50;

  private final Vertx vertx;
  private final Feeds feeds;
  private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean running = new AtomicBoolean();

  FeedStreams(Vertx vertx, Feeds feeds) {
    this.vertx = vertx;
    this.feeds = feeds;
  }

  private static final class Follower {
    private final String feed;
    private final MultiEmitter<? super Feeds.Entry> emitter;
    private volatile long position;

    Follower(String feed, long position, MultiEmitter<? super Feeds.Entry> emitter) {
      this.feed = feed;
      this.position = position;
      this.emitter = emitter;
    }

    void take(List<Feeds.Entry> entries) {
      for (Feeds.Entry entry : entries) {
        position = Feeds.position(entry.cursor());
        emitter.emit(entry);
      }
    }
  }

  /**
   * The entries after a cursor, those there are and those to come; it ends when its reader does.
   *
   * @param after as {@link Feeds#read} takes it; fails with input.invalid when it is none of ours
   */
  public Multi<Feeds.Entry> follow(String feed, String after) {
    long position = Feeds.position(after);
    return Multi.createFrom()
        .emitter(
            emitter -> {
              Follower follower = new Follower(feed, position, emitter);
              emitter.onTermination(() -> followers.remove(follower));
              followers.add(follower);
              look();
            },
            BackPressureStrategy.BUFFER);
  }

  /** Fails with input.invalid when the cursor is none of ours. */
  public static void check(String after) {
    var unused = Feeds.position(after);
  }

  /** Asks for all, then again after a pause, until nobody follows. */
  private void look() {
    if (followers.isEmpty() || !running.compareAndSet(false, true)) {
      return;
    }
    List<Follower> asking = new ArrayList<>(followers);
    feeds
        .news(asking.stream().map(f -> new Feeds.Place(f.feed, f.position)).toList(), BATCH)
        .subscribe()
        .with(
            news -> {
              news.forEach((n, entries) -> asking.get(n).take(entries));
              pause();
            },
            failure -> {
              LOG.warnf("feeds not read failed=%s", failure.getClass().getName());
              pause();
            });
  }

  private void pause() {
    vertx.setTimer(
        EVERY.toMillis(),
        timer -> {
          running.set(false);
          look();
        });
  }
}
