package org.yima.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yima.card.Shown.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.TestClient;
import org.yima.TestPeople;
import org.yima.TestPeople.Signed;
import org.yima.platform.CryptoConfig;
import org.yima.platform.Ids;
import org.yima.platform.Watch;

/**
 * What every screen and every counter does all day, in statements: each costs a way to the database
 * and back, and none comes in unnoticed.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RoundTripsTest {
  /** The sign-in, the code, its handle. */
  private static final int ISSUE = 3;

  /**
   * The sign-in, the institution (which a server outside of tests keeps), the claim, card and use,
   * the resident, their numbers here, the resolution with its audit.
   */
  private static final int RESOLVE = 7;

  @Inject Pool pool;
  @Inject Mutiny.SessionFactory sessions;
  @Inject Ids ids;
  @Inject Clock clock;
  @Inject CryptoConfig crypto;
  @Inject SecureRandom random;

  @Test
  void aCodeIsIssuedAndResolvedInAFewStatements() {
    String hospital =
        TestClient.institution("HOSPITAL", "round-trips", Map.of("domain", "round-trips"));
    String terminal = TestClient.of(hospital, "TERMINAL").token();
    Signed resident = TestPeople.resident();
    String card = Shown.card(resident);
    Watch watch = Watch.install(pool, sessions, ids, clock, crypto, random);

    String code =
        as(resident.token())
            .body(Map.of("kind", "DYNAMIC"))
            .post("/v1/app/cards/" + card + "/codes")
            .then()
            .statusCode(201)
            .extract()
            .path("text");
    assertThat(statements(watch)).hasSize(ISSUE);

    Shown.resolve(terminal, code, "CASHIER").statusCode(200);
    assertThat(statements(watch)).hasSize(RESOLVE);
  }

  private static List<String> statements(Watch watch) {
    return watch.taken().stream()
        .filter(step -> !step.matches("(?s)(hash|open|seal) .*|begin"))
        .toList();
  }
}
