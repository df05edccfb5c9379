package org.yima.index.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.platform.Database;
import org.yima.platform.ManualJobs;
import org.yima.platform.TestDatabase;

/** By which engine what is stored is weighed while one release follows another. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(ManualJobs.class)
class EngineRowsTest {
  private static final Instant NOON = Instant.parse("2027-03-01T04:00:00Z");
  private static final Duration ROLLOUT = Duration.ofMinutes(10);

  @Inject Database database;

  /** The server's own is noted again as soon as a job runs. */
  @BeforeEach
  @AfterEach
  void none() {
    assertThat(TestDatabase.update("delete from index_engine")).isNotNegative();
  }

  private static EngineRows at(long minutes) {
    return new EngineRows(
        Clock.fixed(NOON.plus(Duration.ofMinutes(minutes)), ZoneOffset.UTC), ROLLOUT);
  }

  /** Whoever has the job's lease notes its engine at each run. */
  private void seen(String engine, long minutes) {
    boolean noted =
        Reactive.await(() -> database.tx(tx -> at(minutes).seen(tx, engine, "counts", "none")));
    assertThat(noted).isTrue();
  }

  /** A server of it is there for so long. */
  private void serves(String engine, long from, long to) {
    for (long minutes = from; minutes <= to; minutes += 5) {
      seen(engine, minutes);
    }
  }

  private Optional<String> inCharge(long minutes) {
    return Reactive.await(() -> at(minutes).inCharge(database::query));
  }

  @Test
  void theFirstThatAnIndexHasNeedNotWait() {
    seen("first", 0);
    assertThat(inCharge(0)).contains("first");
  }

  /** What an older server still puts would never be weighed by the newer one. */
  @Test
  void whoComesAfterAnotherWaitsUntilTheRolloutIsOver() {
    serves("older", 0, 55);
    seen("newer", 60);
    assertThat(inCharge(60)).as("the older one goes on").contains("older");
    seen("newer", 67);
    assertThat(inCharge(69)).as("nobody, though no older one is seen").isEmpty();
    assertThat(inCharge(70)).contains("newer");
    seen("older", 71);
    assertThat(inCharge(75)).as("the one that came last").contains("newer");
  }

  /** As after an hour in which the job did not run. */
  @Test
  void whoWasTheLastToBeSeenHasNotComeAnew() {
    serves("older", 0, 20);
    serves("newer", 25, 40);
    assertThat(inCharge(40)).contains("newer");
    seen("newer", 100);
    assertThat(inCharge(100)).contains("newer");
  }

  @Test
  void whoHasGoneAndPutMeanwhileIsKnown() {
    serves("older", 0, 60);
    serves("newer", 20, 30);
    assertThat(haveGone("older", 10, 35)).as("some are there yet").isFalse();
    assertThat(haveGone("older", 10, 40)).isTrue();
    assertThat(haveGone("older", 30, 60)).as("none since").isFalse();
    assertThat(haveGone("newer", 0, 60)).isFalse();
  }

  private boolean haveGone(String engine, long since, long minutes) {
    OffsetDateTime from = NOON.plus(Duration.ofMinutes(since)).atOffset(ZoneOffset.UTC);
    return Reactive.await(() -> at(minutes).haveGone(database::query, engine, from));
  }

  /** As after a release that was taken back: some servers are still of the one before. */
  @Test
  void whoComesBackAfterAnotherWaitsAsWell() {
    serves("older", 0, 55);
    serves("newer", 60, 75);
    seen("older", 80);
    assertThat(inCharge(80)).contains("newer");
    seen("older", 88);
    assertThat(inCharge(89)).isEmpty();
    assertThat(inCharge(90)).contains("older");
  }
}
