package org.yima.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;

/** Two servers on one database, each with its own leases. */
@QuarkusTest
@TestProfile(ManualJobs.class)
@QuarkusTestResource(PostgresResource.class)
class LeasesTest {
  private static final Duration LONG = Duration.ofHours(1);

  @Inject Database database;
  @Inject Ids ids;
  @Inject Clock clock;
  @Inject Vertx vertx;
  @Inject MeterRegistry meters;

  private boolean takes(Leases server, String name) {
    return Reactive.await(() -> server.take(name, LONG)).isPresent();
  }

  @Test
  void aLeaseHasOneHolderWhoMayRenewIt() {
    Leases one = new Leases(database, ids, clock);
    Leases two = new Leases(database, ids, clock);
    assertThat(takes(one, "lease-test/one")).isTrue();
    assertThat(takes(two, "lease-test/one")).isFalse();
    assertThat(takes(one, "lease-test/one")).isTrue();
    assertThat(takes(two, "lease-test/other")).isTrue();
  }

  @Test
  void aLeaseThatRanOutIsFree() {
    Leases one = new Leases(database, ids, clock);
    Leases two = new Leases(database, ids, clock);
    assertThat(takes(one, "lease-test/expiring")).isTrue();
    TestDatabase.update(
        "update lease set expires_at = now() - interval '1 second' where name = ?",
        "lease-test/expiring");
    assertThat(takes(two, "lease-test/expiring")).isTrue();
    assertThat(takes(one, "lease-test/expiring")).isFalse();
  }

  /** What an earlier run left under way is held by the later run's renewal too. */
  @Test
  void aRenewedLeaseKeepsItsFenceAndALeaseTakenBackHasAnother() {
    Leases one = new Leases(database, ids, clock);
    Leases two = new Leases(database, ids, clock);
    Fence first = fence(one);
    assertThat(fence(one)).isSameAs(first);
    free();
    Fence between = fence(two);
    free();
    assertThat(fence(one)).isNotSameAs(first).isNotSameAs(between);
    Reactive.await(() -> one.renew(first, LONG));
    assertThatThrownBy(() -> first.mustHold(clock.instant())).isInstanceOf(Fence.Lost.class);
  }

  private static Fence fence(Leases server) {
    return Reactive.await(() -> server.take("lease-test/fence", LONG)).orElseThrow();
  }

  private static void free() {
    TestDatabase.update(
        "update lease set expires_at = now() - interval '1 second' where name = ?",
        "lease-test/fence");
  }

  /** As of a job that runs many times a second: its row tells whether it was written. */
  @Test
  void aLeaseThatIsHeldForLongIsWrittenSeldom() {
    AtomicReference<Instant> now = new AtomicReference<>(clock.instant());
    InstantSource hand = now::get;
    Leases one = new Leases(database, ids, hand.withZone(ZoneOffset.UTC));
    Fence first = held(one).orElseThrow();
    String written = version();
    assertThat(held(one)).containsSame(first);
    assertThat(version()).isEqualTo(written);
    now.set(now.get().plus(LONG.dividedBy(3)));
    assertThat(held(one)).containsSame(first);
    assertThat(version()).as("a third of its life is over").isNotEqualTo(written);
  }

  @Test
  void aLeaseThatWasLostOrGivenBackIsAskedForAgain() {
    Leases one = new Leases(database, ids, clock);
    Leases two = new Leases(database, ids, clock);
    Fence first = held(one).orElseThrow();
    TestDatabase.update(
        "update lease set expires_at = now() - interval '1 second' where name = ?", HELD);
    assertThat(takes(two, HELD)).isTrue();
    Reactive.await(() -> one.renew(first, LONG));
    assertThat(held(one)).isEmpty();
    Reactive.await(two::releaseAll);
    assertThat(takes(one, HELD)).isTrue();
    assertThat(held(two)).isEmpty();
  }

  private static final String HELD = "lease-test/held";

  private static Optional<Fence> held(Leases server) {
    return Reactive.await(() -> server.hold(HELD, LONG));
  }

  private static String version() {
    return TestDatabase.text("select xmin::text from lease where name = ?", HELD);
  }

  @AfterEach
  void freeWhatWasHeld() {
    TestDatabase.update("delete from lease where name = ?", HELD);
  }

  @Test
  void aServerThatStopsGivesBackItsOwnLeasesAlone() {
    Leases one = new Leases(database, ids, clock);
    Leases two = new Leases(database, ids, clock);
    assertThat(takes(one, "lease-test/given-back")).isTrue();
    assertThat(takes(two, "lease-test/kept")).isTrue();
    Reactive.await(one::releaseAll);
    assertThat(takes(two, "lease-test/given-back")).isTrue();
    assertThat(takes(one, "lease-test/kept")).isFalse();
  }

  @Test
  void theJobsOfAServerThatStopsAreFreeForTheNext() {
    Leases stopping = new Leases(database, ids, clock);
    Leases next = new Leases(database, ids, clock);
    assertThat(takes(stopping, "job/lease-test")).isTrue();
    new Jobs(vertx, stopping, meters, List.of(), true).stop(new ShutdownEvent());
    assertThat(takes(next, "job/lease-test")).isTrue();
  }

  @Test
  void ofManyWhoAskAtOnceOneGetsIt() {
    List<Optional<Fence>> taken =
        IntStream.range(0, 20)
            .mapToObj(i -> new Leases(database, ids, clock))
            .map(server -> Reactive.start(() -> server.take("lease-test/rush", LONG)))
            .toList()
            .stream()
            .map(Reactive::await)
            .toList();
    assertThat(taken).filteredOn(Optional::isPresent).hasSize(1);
  }
}
