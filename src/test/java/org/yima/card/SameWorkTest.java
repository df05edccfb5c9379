package org.yima.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yima.card.Shown.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.TestClient;
import org.yima.TestPeople;
import org.yima.TestPeople.Signed;
import org.yima.card.code.CodeKeys;
import org.yima.card.code.CountedKeys;
import org.yima.healthcard.identity.IdType;
import org.yima.index.DocumentKey;
import org.yima.index.PersonIndex;
import org.yima.index.SourceRecord;
import org.yima.platform.CryptoConfig;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.Ids;
import org.yima.platform.Watch;

/**
 * What exists and is not the asker's is answered like what does not exist, and by the same work:
 * the same statements in the same order, the same values hashed, opened and sealed, as many
 * signatures checked. So the time an answer takes tells nothing either.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SameWorkTest {
  private static final String ELSEWHERE = "card-same-work-elsewhere";

  private static String terminal;
  private static String his;
  private static String elsewhere;

  @Inject PersonIndex index;
  @Inject Database database;
  @Inject Pool pool;
  @Inject Mutiny.SessionFactory sessions;
  @Inject Ids ids;
  @Inject Clock clock;
  @Inject CryptoConfig crypto;
  @Inject SecureRandom random;
  @Inject CardConfig cards;

  private Watch watch;

  @BeforeEach
  void hospitals() {
    if (terminal == null) {
      String hospital =
          TestClient.institution(
              "HOSPITAL", "card-same-work", Map.of("domain", "card-same-work-here"));
      terminal = TestClient.of(hospital, "TERMINAL").token();
      his = TestClient.of(hospital, "HOSPITAL").token();
      String other =
          TestClient.institution("HOSPITAL", "card-same-work-2", Map.of("domain", ELSEWHERE));
      elsewhere = TestClient.of(other, "TERMINAL").token();
    }
  }

  private static Response resolve(String terminal, String text, String scene) {
    return as(terminal)
        .body(Map.of("text", text, "scene", scene))
        .post("/v1/terminal/codes/resolve");
  }

  private static Response filed(String resolution) {
    return as(his)
        .body(Map.of("resolutionId", resolution, "patientId", "PAT-SAME"))
        .post("/v1/hospital/patients");
  }

  private void knownElsewhere(String number, Optional<DocumentKey> document) {
    SourceRecord record =
        new SourceRecord(
            ELSEWHERE,
            number,
            "王某某",
            document,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThat(database.tx(tx -> index.put(tx, record)).await().atMost(Duration.ofSeconds(10)))
        .isNotNull();
  }

  private void watch() {
    watch = Watch.install(pool, sessions, ids, clock, crypto, random);
    QuarkusMock.installMockForType(
        new CountedKeys(cards, random, clock, () -> watch.note("verify")), CodeKeys.class);
  }

  /** The steps of one answer, which must be of that status. */
  private List<String> steps(int status, Response answer) {
    assertThat(answer.statusCode()).isEqualTo(status);
    List<String> steps = watch.taken();
    assertThat(steps).isNotEmpty();
    return steps;
  }

  @Test
  void aDocumentThatOnlyOthersKnow() {
    String unknown = TestPeople.unknown().idNumber();
    String theirs = TestPeople.unknown().idNumber();
    knownElsewhere("SW-1", DocumentKey.of(IdType.RESIDENT_ID, theirs));
    watch();

    List<String> first = steps(200, resolve(terminal, unknown, "DESK"));
    List<String> second = steps(200, resolve(terminal, theirs, "DESK"));

    assertThat(second).isEqualTo(first).anyMatch(step -> step.startsWith("hash "));
  }

  @Test
  void aVisitCardOfAnotherHospital() {
    knownElsewhere("SW-200", Optional.empty());
    watch();

    List<String> first = steps(200, resolve(terminal, "SW-100", "DESK"));
    List<String> second = steps(200, resolve(terminal, "SW-200", "DESK"));

    assertThat(second).isEqualTo(first).anyMatch(step -> step.startsWith("hash "));
  }

  @Test
  void aResolutionOfAnotherHospital() {
    String theirs = resolve(elsewhere, "SW-300", "REGISTER").path("resolutionId");
    Id missing = ids.beside(org.yima.platform.IdType.RESOLUTION, Id.parse(theirs).orElseThrow());
    watch();

    List<String> first = steps(404, filed(missing.toString()));
    List<String> second = steps(404, filed(theirs));

    assertThat(second).isEqualTo(first);
  }

  /** Of a code that is no code of ours, the signature is still asked, once. */
  @Test
  void aCodeThatNobodyGaveOut() {
    Signed resident = TestPeople.resident();
    String card =
        as(resident.token())
            .post("/v1/app/residents/" + resident.residentId() + "/card")
            .path("id");
    String shown =
        as(resident.token())
            .body(Map.of("kind", "DYNAMIC"))
            .post("/v1/app/cards/" + card + "/codes")
            .path("text");
    watch();

    List<String> forged =
        steps(422, resolve(terminal, shown.substring(0, shown.length() - 3) + "000", "DESK"));
    List<String> genuine = steps(200, resolve(terminal, shown, "DESK"));

    assertThat(forged).containsOnlyOnce("verify");
    assertThat(genuine).containsOnlyOnce("verify");
  }
}
