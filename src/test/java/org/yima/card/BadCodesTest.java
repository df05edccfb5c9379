package org.yima.card;

import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.yima.card.Shown.as;
import static org.yima.card.Shown.resolve;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yima.PostgresResource;
import org.yima.TestClient;
import org.yima.TestPeople;
import org.yima.TestPeople.Signed;
import org.yima.card.code.CodeKeys;
import org.yima.card.code.CountedKeys;
import org.yima.healthcard.code.Bytes;
import org.yima.healthcard.code.CodeIssuer;
import org.yima.healthcard.code.CodeRequest;
import org.yima.healthcard.code.Handle;
import org.yima.healthcard.code.Region;
import org.yima.healthcard.code.Scene;
import org.yima.healthcard.code.Scenes;
import org.yima.healthcard.code.SigningKey;
import org.yima.healthcard.code.Suite;
import org.yima.platform.Database;
import org.yima.platform.Id;

/** Every way in which a scanned code can be bad has one stable problem of its own. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class BadCodesTest {
  private static final AtomicInteger NEXT = new AtomicInteger();

  private static String terminal;
  private static String otherTerminal;
  private static String pharmacyTerminal;

  @Inject CardConfig config;
  @Inject Database database;
  @Inject Resolutions resolutions;
  @Inject SecureRandom random;
  @Inject Clock clock;

  /** One row for each way: what is scanned, where, and what is answered. */
  enum Bad {
    EXPIRED("code.expired", t -> t.signed(-120, 60, Scenes.all())),
    NOT_YET_VALID("code.not-yet-valid", t -> t.signed(60, 60, Scenes.all())),
    WRONG_SKEW("code.clock-skew", t -> t.signed(1200, 60, Scenes.all())),
    FORGED_BY_ANOTHER_KEY("code.forged", t -> signed(1, new byte[32], 0, 60, Scenes.all())),
    FORGED_BY_ONE_CHARACTER("code.forged", t -> altered(t.shown().text())),
    FORGED_AND_NEVER_GIVEN_OUT("code.forged", t -> t.signed(0, 60, Scenes.all())),
    TRUNCATED("code.truncated", t -> t.shown().text().substring(0, 60)),
    UNKNOWN_KEY("code.unknown-key", t -> signed(7, new byte[32], 0, 60, Scenes.all())),
    UNKNOWN_VERSION("code.unknown-version", t -> "YM:CD0"),
    OVERSIZED("code.oversized", t -> "YM:" + "0".repeat(4097)),
    OVERSIZED_BY_FAR("code.oversized", t -> "YM:" + "0".repeat(100_000)),
    OVERSIZED_BEYOND_A_MEBIBYTE("code.oversized", t -> "YM:" + "0".repeat(1 << 20)),
    OVERSIZED_BY_TWELVE_MEGABYTES("code.oversized", t -> "x".repeat(12_000_000)),
    OVERSIZED_AND_NO_CODE("code.oversized", t -> "x".repeat(4097)),
    CONTROL_CHARACTER(
        "code.control-characters",
        t -> t.shown().text().substring(0, 9) + "\u001d" + t.shown().text()),
    CONTROL_CHARACTER_AND_NO_CODE("code.control-characters", t -> "VC\u0000100"),
    WRONG_SCENE("code.wrong-scene", t -> t.signed(0, 60, Scenes.of(Scene.LAB))),
    WALLET_AT_THE_DESK("code.wrong-scene", t -> "134567890123456789"),
    FROZEN("card.frozen", t -> t.after("freeze")),
    LOST("card.lost", t -> t.after("report-lost")),
    REVOKED("card.revoked", t -> t.after("revoke")),
    REPLAYED("code.replayed", BadCodesTest::seenElsewhere),
    INVALIDATED("code.invalidated", BadCodesTest::replaced);

    private final String code;
    private final Function<BadCodesTest, String> text;

    Bad(String code, Function<BadCodesTest, String> text) {
      this.code = code;
      this.text = text;
    }
  }

  private record Shown(Signed resident, String card, String text) {}

  @BeforeEach
  void counters() {
    if (terminal == null) {
      String hospital =
          TestClient.institution("HOSPITAL", "card-bad", Map.of("domain", "card-bad"));
      terminal = TestClient.of(hospital, "TERMINAL").token();
      otherTerminal = TestClient.of(hospital, "TERMINAL").token();
      String pharmacy = TestClient.institution("PHARMACY", "card-bad-pharmacy", Map.of());
      pharmacyTerminal = TestClient.of(pharmacy, "TERMINAL").token();
    }
  }

  @ParameterizedTest
  @EnumSource(Bad.class)
  void isRefusedForWhatItIs(Bad bad) {
    String text = bad.text.apply(this);

    ValidatableResponse answer = resolve(terminal, text, "DESK").statusCode(422);

    answer.body("code", equalTo(bad.code)).body("retryable", equalTo(false));
    answer.body(not(containsString(text)));
  }

  @Test
  void aCounterThatTheInstitutionDoesNotHaveIsRefused() {
    resolve(pharmacyTerminal, shown().text(), "LAB")
        .statusCode(422)
        .body("code", equalTo("code.wrong-institution"));
  }

  /** A published key of a suite that this deployment has left behind opens nothing. */
  @Test
  void aDowngradedSuiteIsRefused() {
    String text = shown().text();
    QuarkusMock.installMockForType(
        new CountedKeys(config, random, clock, Set.of(Suite.SM2_SM3)), CodeKeys.class);

    resolve(terminal, text, "DESK").statusCode(422).body("code", equalTo("code.downgraded-suite"));
  }

  /** A code that has paid still says who it is; what it no longer does is in the answer. */
  @Test
  void aCodeThatHasPaidChargesNoMore() {
    String text = shown().text();
    String first =
        resolve(terminal, text, "CASHIER").statusCode(200).extract().path("resolutionId");
    database
        .tx(tx -> resolutions.claimPayment(tx, Id.parse(first).orElseThrow()))
        .await()
        .atMost(Duration.ofSeconds(60));

    resolve(terminal, text, "CASHIER")
        .statusCode(200)
        .body("allowed", containsInAnyOrder("IDENTIFY"))
        .body("notice", equalTo("ALREADY_PAID"));
  }

  private Shown shown() {
    return shown("DYNAMIC", false);
  }

  private Shown shown(String kind, boolean invalidateEarlier) {
    Signed resident = TestPeople.resident();
    String card =
        as(resident.token())
            .post("/v1/app/residents/" + resident.residentId() + "/card")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    return new Shown(resident, card, code(resident, card, kind, invalidateEarlier));
  }

  private static String code(Signed resident, String card, String kind, boolean invalidateEarlier) {
    return as(resident.token())
        .body(Map.of("kind", kind, "invalidateEarlier", invalidateEarlier))
        .post("/v1/app/cards/" + card + "/codes")
        .then()
        .statusCode(201)
        .extract()
        .path("text");
  }

  private String after(String action) {
    Shown shown = shown();
    as(shown.resident().token())
        .post("/v1/app/cards/" + shown.card() + "/" + action)
        .then()
        .statusCode(200);
    return shown.text();
  }

  private String seenElsewhere() {
    String text = shown().text();
    resolve(otherTerminal, text, "DESK").statusCode(200);
    return text;
  }

  private String replaced() {
    Shown shown = shown("STATIC", false);
    String newer = code(shown.resident(), shown.card(), "STATIC", true);
    resolve(terminal, newer, "DESK").statusCode(200);
    return shown.text();
  }

  static String altered(String text) {
    int last = text.length() - 2;
    char other = text.charAt(last) == 'A' ? 'B' : 'A';
    return text.substring(0, last) + other + text.substring(last + 1);
  }

  private String signed(int fromSeconds, int life, Scenes scenes) {
    return signed(
        1,
        Base64.getDecoder().decode(config.keys().get(1).seed().orElseThrow()),
        fromSeconds,
        life,
        scenes);
  }

  /** A code signed outside the server, as a thief of the key or a forger would. */
  private static String signed(int keyId, byte[] seed, int fromSeconds, int life, Scenes scenes) {
    byte[] drawn = new byte[Handle.SIZE];
    drawn[0] = (byte) NEXT.incrementAndGet();
    drawn[1] = 'B';
    return new CodeIssuer(SigningKey.ed25519(keyId, seed), new Region("990100"))
        .issue(
            CodeRequest.dynamic(
                new Handle(Bytes.of(drawn)),
                Instant.now().plusSeconds(fromSeconds),
                Duration.ofSeconds(life),
                scenes))
        .text();
  }
}
