package org.yima.card.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.yima.card.Shown.card;
import static org.yima.card.Shown.code;
import static org.yima.card.Shown.resolve;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.TestClient;
import org.yima.TestPeople;
import org.yima.TestPeople.Signed;
import org.yima.card.CardConfig;
import org.yima.card.CardProblem;
import org.yima.card.Resolutions;
import org.yima.card.life.CardStore;
import org.yima.card.life.OwnCards;
import org.yima.card.national.Centre;
import org.yima.card.national.NationalCards;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.Ids;
import org.yima.platform.Problem;

/** A deployment whose app shows what installed scanners read, unless it is asked for another. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class NationalDeploymentTest {
  private static final String NATIONAL = "[0-9A-F]{64}:[01]:.*";

  private static String terminal;

  @Inject OwnCards own;
  @Inject CodeKeys keys;
  @Inject CardStore cards;
  @Inject CodeStore store;
  @Inject Handles handles;
  @Inject Centre centre;
  @Inject NationalCards national;
  @Inject Database database;
  @Inject CardConfig config;
  @Inject SecureRandom random;
  @Inject Ids ids;
  @Inject Clock clock;
  @Inject Resolutions resolutions;

  /** The server's own codes, under another setting: nothing of them is replaced. */
  @BeforeEach
  void deploy() {
    CardConfig here =
        new SmallRyeConfigBuilder()
            .withMapping(CardConfig.class)
            .withDefaultValues(
                Map.of(
                    "yima.card.region",
                    config.region(),
                    "yima.card.current-key",
                    Integer.toString(config.currentKey()),
                    "yima.card.keys.1.seed",
                    config.keys().get(1).seed().orElseThrow(),
                    "yima.card.default-format",
                    "NATIONAL"))
            .build()
            .getConfigMapping(CardConfig.class);
    QuarkusMock.installMockForType(
        new Codes(
            own, keys, cards, store, handles, centre, national, database, here, random, ids, clock),
        Codes.class);
    if (terminal == null) {
      terminal =
          TestClient.of(
                  TestClient.institution(
                      "HOSPITAL", "national-first", Map.of("domain", "national-first")),
                  "TERMINAL")
              .token();
    }
  }

  @Test
  void whatTheAppShowsIsNationalAndPaysAtMostOnce() {
    Signed resident = TestPeople.resident();
    String text = code(resident, card(resident), "DYNAMIC");

    assertThat(text).matches(NATIONAL);
    String first = resolution(text);
    String second = resolution(text);
    assertThat(claims(first)).isTrue();
    assertThat(claims(second)).isFalse();
    assertThat(claims(first)).isFalse();
  }

  private static String resolution(String text) {
    return resolve(terminal, text, "CASHIER")
        .statusCode(200)
        .body("kind", equalTo("NATIONAL_CARD"))
        .body("allowed", containsInAnyOrder("IDENTIFY", "CHARGE"))
        .extract()
        .path("resolutionId");
  }

  private boolean claims(String resolution) {
    Id id = Id.parse(resolution).orElseThrow();
    try {
      Reactive.await(() -> database.tx(tx -> resolutions.claimPayment(tx, id)));
      return true;
    } catch (Problem spent) {
      assertThat(spent.type()).isEqualTo(CardProblem.CODE_ALREADY_PAID);
      return false;
    }
  }

  @Test
  void whatItPrintsIsNationalAndNeverPays() {
    Signed resident = TestPeople.resident();
    String text = code(resident, card(resident), "STATIC");

    assertThat(text).matches(NATIONAL);
    resolve(terminal, text, "CASHIER")
        .statusCode(200)
        .body("allowed", containsInAnyOrder("IDENTIFY"));
  }
}
