package org.yima.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.empty;
import static org.yima.card.Shown.as;
import static org.yima.card.Shown.shownElsewhere;

import io.quarkus.arc.Arc;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.TestClient;
import org.yima.TestPeople;
import org.yima.TestPeople.Person;
import org.yima.TestPeople.Signed;
import org.yima.TestReader;
import org.yima.card.code.CodeKeys;
import org.yima.card.code.CountedKeys;
import org.yima.healthcard.identity.IdType;
import org.yima.index.DocumentKey;
import org.yima.index.PersonIndex;
import org.yima.index.SourceRecord;
import org.yima.platform.Caller;
import org.yima.platform.CryptoConfig;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.Ids;
import org.yima.platform.Problem;
import org.yima.platform.Watch;
import org.yima.resident.Registrations;

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
  private static String elsewhereId;
  private static TestReader reader;
  private static Map<String, String> theirs;
  private static String stranger;
  private static final AtomicInteger keys = new AtomicInteger();

  @Inject PersonIndex index;
  @Inject Registrations registrations;
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
      reader = new TestReader(hospital);
      elsewhereId =
          TestClient.institution("HOSPITAL", "card-same-work-2", Map.of("domain", ELSEWHERE));
      elsewhere = TestClient.of(elsewhereId, "TERMINAL").token();
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
    assertThat(database.tx(tx -> index.put(tx, record)).await().atMost(Duration.ofSeconds(60)))
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

  /** Two answers of one status, by the same steps, of which one hashes what was asked. */
  private void same(int status, Supplier<Response> unknown, Supplier<Response> notYours) {
    watch();
    List<String> first = steps(status, unknown.get());
    List<String> second = steps(status, notYours.get());
    assertThat(second).isEqualTo(first).anyMatch(step -> step.startsWith("hash "));
  }

  private void sameScan(String scene, String unknown, String notYours) {
    same(200, () -> resolve(terminal, unknown, scene), () -> resolve(terminal, notYours, scene));
  }

  @ParameterizedTest
  @ValueSource(strings = {"DESK", "CASHIER", "EMERGENCY"})
  void aDocumentThatOnlyOthersKnow(String scene) {
    String theirs = TestPeople.unknown().idNumber();
    knownElsewhere("SW-" + theirs, DocumentKey.of(IdType.RESIDENT_ID, theirs));

    sameScan(scene, TestPeople.unknown().idNumber(), theirs);
  }

  /** A resident, with a card, whom this hospital has never seen. */
  @ParameterizedTest
  @ValueSource(strings = {"DESK", "EMERGENCY"})
  void aDocumentOfAResident(String scene) {
    Signed resident = TestPeople.resident();
    String card = Shown.card(resident);

    sameScan(scene, TestPeople.unknown().idNumber(), resident.person().idNumber());

    as(resident.token()).get("/v1/app/cards/" + card + "/uses").then().body("items", empty());
  }

  /**
   * A visit card of another hospital: of no form, of a permit's, which is a document without a
   * check digit, and of a wallet's.
   */
  @ParameterizedTest
  @CsvSource({
    "DESK,      SW-100, SW-200",
    "EMERGENCY, SW-101, SW-201",
    "DESK,      30000001, 30000002",
    "EMERGENCY, 30000003, 30000004",
    "DESK,      H30000001, H30000002",
  })
  void aVisitCardOfAnotherHospital(String scene, String unknown, String theirs) {
    knownElsewhere(theirs, Optional.empty());

    sameScan(scene, unknown, theirs);
  }

  @ParameterizedTest
  @CsvSource({
    "WECHAT_PAY, 134567890120000001, 134567890120000002",
    "ALIPAY,     2812345678901201,   2812345678901202",
    "UNIONPAY,   6212345678901200001, 6212345678901200002",
    "ECNY,       0112345678901200001, 0112345678901200002",
  })
  void aVisitCardOfAnotherHospitalThatLooksLikeAWallets(
      String kind, String unknown, String theirs) {
    knownElsewhere(theirs, Optional.empty());

    sameScan("CASHIER", unknown, theirs);

    assertThat(resolve(terminal, theirs, "CASHIER").<String>path("kind")).isEqualTo(kind);
  }

  private Response read(Person person, String scene) {
    Map<String, Object> read = reader.read(person);
    return as(terminal)
        .body(
            Map.of(
                "text",
                person.idNumber(),
                "scene",
                scene,
                "cardRead",
                Map.of("name", read.get("name"), "readerSignature", read.get("readerSignature"))))
        .post("/v1/terminal/codes/resolve");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DESK", "EMERGENCY"})
  void aReadDocumentThatOnlyOthersKnow(String scene) {
    Person theirs = TestPeople.unknown();
    knownElsewhere(
        "SW-" + theirs.idNumber(), DocumentKey.of(IdType.RESIDENT_ID, theirs.idNumber()));

    same(200, () -> read(TestPeople.unknown(), scene), () -> read(theirs, scene));
  }

  /** The centre knows both; to this hospital neither is anybody. */
  @ParameterizedTest
  @CsvSource({"STATIC, DESK", "STATIC, EMERGENCY", "DYNAMIC, DESK", "DYNAMIC, CASHIER"})
  void aNationalCodeOfSomebodyWhomOnlyOthersKnow(String kind, String scene) {
    Person theirs = TestPeople.unknown();
    knownElsewhere(
        "SW-" + theirs.idNumber(), DocumentKey.of(IdType.RESIDENT_ID, theirs.idNumber()));
    String unknown = shownElsewhere(TestPeople.unknown(), kind);
    String known = shownElsewhere(theirs, kind);

    sameScan(scene, unknown, known);
  }

  /** The number of somebody else's visit card proves no more than one that nobody has. */
  @Test
  void aVisitCardOfSomebodyElseToBeBound() {
    Person theirs = TestPeople.unknown();
    knownElsewhere("SW-BIND", DocumentKey.of(IdType.RESIDENT_ID, theirs.idNumber()));
    Signed resident = TestPeople.resident();

    same(422, () -> bound(resident, "SW-NONE"), () -> bound(resident, "SW-BIND"));
  }

  private static Response bound(Signed resident, String number) {
    return as(resident.token())
        .body(Map.of("hospitalId", elsewhereId, "number", number))
        .post("/v1/app/residents/" + resident.residentId() + "/visit-cards");
  }

  /**
   * A made-up name beside a number, as a batch sends it: the register is asked, and that is all,
   * whether the number is a resident's with a card or nobody's. How: the batch's job does it here
   * within a request, because what jobs do is not written down.
   */
  @Test
  void aMadeUpNameInABatch() {
    Signed resident = TestPeople.resident();
    String card = Shown.card(resident);
    watch();

    List<String> unknown = registered(TestPeople.unknown().idNumber());
    List<String> known = registered(resident.person().idNumber());

    assertThat(known).isEqualTo(unknown).anyMatch(step -> step.contains("identity_check"));
    as(resident.token()).get("/v1/app/cards/" + card + "/uses").then().body("items", empty());
  }

  private List<String> registered(String idNumber) {
    Registrations.Named made =
        new Registrations.Named(
            "某某某",
            DocumentKey.of(IdType.RESIDENT_ID, idNumber).orElseThrow(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThatThrownBy(
            () ->
                Reactive.await(
                    () -> {
                      Arc.container().requestContext().activate();
                      return registrations.register(Caller.ANYONE, made);
                    }))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> assertThat(problem.type().code()).isEqualTo("resident.not-confirmed"));
    List<String> steps = watch.taken();
    assertThat(steps).isNotEmpty();
    return steps;
  }

  /** What the object test counts in statements, counted in secrets too. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET|/v1/app/residents/{resident}/card|",
        "GET|/v1/app/residents/{resident}/cards|",
        "POST|/v1/app/residents/{resident}/card|",
        "GET|/v1/app/residents/{resident}/visit-cards|",
        "GET|/v1/app/cards/{card}/uses|",
        "GET|/v1/app/cards/{card}/instruments|",
        "POST|/v1/app/cards/{card}/instruments|{\"type\":\"UNIONPAY\",\"proof\":{}}",
        "PUT|/v1/app/cards/{card}/instruments/order|{\"ids\":[]}",
        "POST|/v1/app/cards/{card}/codes|{\"kind\":\"DYNAMIC\"}",
        "POST|/v1/app/cards/{card}/codes|{\"kind\":\"STATIC\",\"format\":\"NATIONAL\"}",
        "POST|/v1/app/cards/{card}/code-sheaf|{\"minutes\":2}",
        "GET|/v1/app/codes/{code}.png|",
        "GET|/v1/app/codes/{code}.svg|",
        "POST|/v1/app/cards/{card}/freeze|",
        "POST|/v1/app/cards/{card}/unfreeze|",
        "POST|/v1/app/cards/{card}/report-lost|",
        "POST|/v1/app/cards/{card}/revoke|",
      })
  void whatIsSomebodyElses(String method, String path, String body) {
    if (theirs == null) {
      Signed other = TestPeople.resident();
      String card = Shown.card(other);
      String code =
          as(other.token())
              .body(Map.of("kind", "STATIC"))
              .post("/v1/app/cards/" + card + "/codes")
              .path("id");
      theirs = Map.of("{resident}", other.residentId(), "{card}", card, "{code}", code);
      stranger = TestPeople.resident().token();
    }
    String name = path.substring(path.indexOf('{'), path.indexOf('}') + 1);
    Id object = Id.parse(theirs.get(name)).orElseThrow();
    String missing = ids.beside(object.type(), object).toString();

    watch();
    List<String> first = steps(404, called(method, path.replace(name, missing), body));
    List<String> second = steps(404, called(method, path.replace(name, theirs.get(name)), body));

    assertThat(second).isEqualTo(first);
  }

  private static Response called(String method, String path, String body) {
    RequestSpecification request =
        as(stranger).header("Idempotency-Key", "same-work-" + keys.incrementAndGet());
    return (body == null ? request : request.body(body)).request(method, path);
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

    List<String> forged = steps(422, resolve(terminal, BadCodesTest.altered(shown), "DESK"));
    List<String> genuine = steps(200, resolve(terminal, shown, "DESK"));

    assertThat(forged).containsOnlyOnce("verify");
    assertThat(genuine).containsOnlyOnce("verify");
  }
}
