package org.yima.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;

/**
 * A run that outlives its lease. How: a job waits in the midst of its run for the test, which lets
 * the lease run out in the database, moves the server's clock and beats the heart by hand.
 */
@QuarkusTest
@TestProfile(ManualJobs.class)
@QuarkusTestResource(PostgresResource.class)
class JobsTest {
  private static final Duration LONG = Duration.ofHours(1);

  @Inject Pool pool;
  @Inject Mutiny.SessionFactory sessions;
  @Inject Ids ids;
  @Inject Clock clock;
  @Inject Vertx vertx;
  @Inject MeterRegistry meters;

  private final AtomicReference<Instant> now = new AtomicReference<>();
  private final AtomicReference<Runnable> heart = new AtomicReference<>();
  private final CompletableFuture<Void> entered = new CompletableFuture<>();
  private final CompletableFuture<Void> goOn = new CompletableFuture<>();
  private final CompletableFuture<String> ended = new CompletableFuture<>();

  private Clock moving;
  private Database database;
  private Leases other;
  private Jobs jobs;
  private String name;

  @BeforeEach
  void twoServers() {
    now.set(clock.instant());
    InstantSource hand = now::get;
    moving = hand.withZone(ZoneId.of("Asia/Shanghai"));
    database = new Database(pool, sessions, ids, moving);
    other = new Leases(database, ids, moving);
  }

  /** Starts a job that waits and then works. */
  private void start(String what, Function<Database, Uni<?>> work) {
    name = "jobs-test/" + what;
    Job job =
        new Job() {
          @Override
          public String name() {
            return name;
          }

          @Override
          public Duration every() {
            return LONG;
          }

          @Override
          public Uni<Void> run() {
            return Reactive.pause(entered, goOn)
                .chain(() -> work.apply(database))
                .onItemOrFailure()
                .invoke((done, failure) -> ended.complete(outcome(failure)))
                .replaceWithVoid();
          }
        };
    Leases own = new Leases(database, ids, moving);
    jobs = new Jobs(vertx, own, meters, List.of(job), true, this::beat);
    jobs.start(new StartupEvent());
    Reactive.await(entered);
  }

  private static String outcome(Throwable failure) {
    return failure == null ? "done" : failure.getClass().getSimpleName();
  }

  private Runnable beat(Duration pause, Runnable call) {
    assertThat(pause).isLessThan(Duration.ofSeconds(6));
    heart.set(call);
    return () -> heart.set(null);
  }

  @AfterEach
  void stop() {
    goOn.complete(null);
    jobs.stop(new ShutdownEvent());
  }

  private void expire() {
    assertThat(
            TestDatabase.update(
                "update lease set expires_at = now() - interval '1 second' where name = ?",
                "job/" + name))
        .isEqualTo(1);
  }

  private boolean taken() {
    return Reactive.await(() -> other.take("job/" + name, LONG)).isPresent();
  }

  private String end() {
    goOn.complete(null);
    return Reactive.await(ended);
  }

  private Uni<Void> note(Tx tx) {
    return tx.emit(Event.of(name, ids.founding(IdType.BILL), new io.vertx.core.json.JsonObject()));
  }

  private long noted() {
    return TestDatabase.number("select count(*) from outbox where type = ?", name);
  }

  @Test
  void aRunThatHoldsItsLeaseWrites() {
    start("holds", db -> db.tx(this::note).chain(() -> db.session(this::note)));
    assertThat(taken()).isFalse();
    assertThat(end()).isEqualTo("done");
    assertThat(noted()).isEqualTo(2);
  }

  @Test
  void theLeaseIsRenewedWhileTheRunLives() {
    start("renewed", db -> db.tx(this::note));
    expire();
    now.set(now.get().plusSeconds(5));
    heart.get().run();
    waitForRenewal();
    assertThat(taken()).isFalse();
    now.set(now.get().plusSeconds(5));
    assertThat(end()).isEqualTo("done");
    assertThat(noted()).isEqualTo(1);
    assertThat(heart.get()).as("the heart stops with the run").isNull();
  }

  /** The renewal was sent before this statement and waits for nothing, but it may be under way. */
  private void waitForRenewal() {
    org.awaitility.Awaitility.await()
        .until(
            () ->
                TestDatabase.number(
                        "select count(*) from lease where name = ? and expires_at > now()",
                        "job/" + name)
                    == 1);
  }

  @Test
  void aRunWhoseLeaseChangedHandsWritesNothing() {
    start("lost/tx", db -> db.tx(this::note));
    expire();
    assertThat(taken()).isTrue();
    assertThat(end()).isEqualTo("Lost");
    assertThat(noted()).isZero();
  }

  @Test
  void norOverASession() {
    start("lost/session", db -> db.session(this::note));
    expire();
    assertThat(taken()).isTrue();
    assertThat(end()).isEqualTo("Lost");
    assertThat(noted()).isZero();
  }

  @Test
  void norByASingleStatement() {
    start(
        "lost/statement",
        db -> db.query("update lease set expires_at = now() where name = $1", "job/" + name));
    expire();
    assertThat(taken()).isTrue();
    assertThat(end()).isEqualTo("Lost");
    assertThat(
            TestDatabase.number(
                "select count(*) from lease where name = ? and expires_at > now()", "job/" + name))
        .isEqualTo(1);
  }

  /** By its own clock alone, also before anybody else has taken the lease. */
  @Test
  void aRunThatSleptThroughItsLeaseDoesNothing() {
    start("slept", db -> db.query("select 1"));
    now.set(now.get().plusSeconds(15));
    assertThat(end()).isEqualTo("Lost");
  }

  /** The next holder waits until a transaction that was proven has committed. */
  @Test
  void theNextHolderWaitsForWhatIsUnderWay() {
    CompletableFuture<Void> inside = new CompletableFuture<>();
    CompletableFuture<Void> commit = new CompletableFuture<>();
    start("under-way", db -> db.tx(tx -> Reactive.pause(inside, commit).chain(() -> note(tx))));
    goOn.complete(null);
    Reactive.await(inside);
    expire();
    CompletableFuture<Boolean> next =
        Reactive.start(() -> other.take("job/" + name, LONG)).thenApply(f -> f.isPresent());
    waitForTheTaker();
    assertThat(next).isNotDone();
    commit.complete(null);
    assertThat(Reactive.await(ended)).isEqualTo("done");
    assertThat(Reactive.await(next)).isTrue();
    assertThat(noted()).isEqualTo(1);
  }

  private static void waitForTheTaker() {
    org.awaitility.Awaitility.await()
        .until(
            () ->
                TestDatabase.number(
                        """
                        select count(*) from pg_stat_activity
                        where wait_event_type = 'Lock' and query like '%lease_fence%'
                        """)
                    == 1);
  }
}
