package org.yima.card;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.yima.card.Shown.as;
import static org.yima.card.Shown.card;
import static org.yima.card.Shown.refused;
import static org.yima.card.Shown.resolve;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yima.AtOnce;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.SchemaOwner;
import org.yima.TestClient;
import org.yima.TestPeople;
import org.yima.TestPeople.Signed;
import org.yima.healthcard.code.CodeIssuer;
import org.yima.healthcard.code.CodeRequest;
import org.yima.healthcard.code.Handle;
import org.yima.healthcard.code.Region;
import org.yima.healthcard.code.Scenes;
import org.yima.healthcard.code.SigningKey;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.Problem;
import org.yima.platform.TestDatabase;

/** From the card to the counter, over the real doors. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CodesTest {
  private static final AtomicInteger NEXT = new AtomicInteger();

  private static String hospital;
  private static String terminal;
  private static String otherTerminal;
  private static String his;

  @Inject CardConfig config;
  @Inject Database database;
  @Inject Resolutions resolutions;

  @BeforeEach
  void hospital() {
    if (hospital == null) {
      hospital =
          TestClient.institution("HOSPITAL", "card-codes", Map.of("domain", "card-codes-domain"));
      terminal = TestClient.of(hospital, "TERMINAL").token();
      otherTerminal = TestClient.of(hospital, "TERMINAL").token();
      his = TestClient.of(hospital, "HOSPITAL").token();
    }
  }

  private static Map<String, String> code(Signed resident, String card, String kind) {
    return as(resident.token())
        .body(Map.of("kind", kind))
        .post("/v1/app/cards/" + card + "/codes")
        .then()
        .statusCode(201)
        .extract()
        .as(new io.restassured.common.mapper.TypeRef<Map<String, String>>() {});
  }

  /**
   * What was scanned before counts for minutes, and not any more once its owner has made the code
   * invalid, be it over meanwhile or not. How: the code's end is moved behind the server's back.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatWasScannedInACodeThatIsInvalidatedDoesNothingMore(boolean over) {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String scanned =
        resolve(terminal, code(resident, card, "DYNAMIC").get("text"), "REGISTER")
            .statusCode(200)
            .extract()
            .path("resolutionId");
    if (over) {
      assertThat(
              TestDatabase.update(
                  "update code set expires_at = now() - interval '1 minute' where card_id = ?",
                  Id.parse(card).orElseThrow().uuid()))
          .isEqualTo(1);
    }
    assertThat(charging(scanned)).isEmpty();
    checkedIn(scanned).body("code", equalTo("check-in.none"));
    String patient = "P" + NEXT.incrementAndGet();
    filed(scanned, patient).statusCode(201);

    as(resident.token())
        .body(Map.of("kind", "DYNAMIC", "invalidateEarlier", true))
        .post("/v1/app/cards/" + card + "/codes")
        .then()
        .statusCode(201);

    assertThat(charging(scanned)).contains("code.invalidated");
    checkedIn(scanned).body("code", equalTo("code.invalidated"));
    filed(scanned, patient).statusCode(422).body("code", equalTo("code.invalidated"));
    billed(scanned).statusCode(422).body("code", equalTo("code.invalidated"));
    assertThat(claiming(scanned)).contains("code.invalidated");
  }

  /** What a bill or a file is made of after the scan asks for the card as it is by then. */
  @Test
  void whatWasScannedOfACardThatIsFrozenSinceDoesNothingMore() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String scanned =
        resolve(terminal, code(resident, card, "DYNAMIC").get("text"), "REGISTER")
            .statusCode(200)
            .extract()
            .path("resolutionId");
    act(resident, card, "freeze").statusCode(200);

    String patient = "P" + NEXT.incrementAndGet();
    filed(scanned, patient).statusCode(422).body("code", equalTo("card.frozen"));
    billed(scanned).statusCode(422).body("code", equalTo("card.frozen"));
    assertThat(claiming(scanned)).contains("card.frozen");

    act(resident, card, "unfreeze").statusCode(200);
    filed(scanned, patient).statusCode(201);
    assertThat(claiming(scanned)).isEmpty();
  }

  private static ValidatableResponse filed(String resolution, String patientId) {
    return as(his)
        .body(Map.of("resolutionId", resolution, "patientId", patientId))
        .post("/v1/hospital/patients")
        .then();
  }

  private static ValidatableResponse billed(String resolution) {
    Map<String, Object> line =
        Map.of(
            "code",
            "C1",
            "name",
            "检查费",
            "insuranceClass",
            "01",
            "quantity",
            1,
            "unitPrice",
            7,
            "amount",
            700);
    return as(his)
        .header("Idempotency-Key", "codes-of-a-resolution-" + NEXT.incrementAndGet())
        .body(
            Map.of(
                "externalId",
                "codes-" + NEXT.incrementAndGet(),
                "patient",
                Map.of("resolutionId", resolution),
                "lines",
                List.of(line)))
        .post("/v1/hospital/bills")
        .then();
  }

  /** The problem that stands in the way of a payment that is about to begin. */
  private Optional<String> claiming(String resolution) {
    Id id = Id.parse(resolution).orElseThrow();
    return problem(() -> database.tx(tx -> resolutions.claimPayment(tx, id)));
  }

  private static ValidatableResponse checkedIn(String resolution) {
    return as(terminal)
        .body(Map.of("resolutionId", resolution))
        .post("/v1/terminal/check-ins")
        .then()
        .statusCode(422);
  }

  /** The problem that stands in the way of a charge. */
  private Optional<String> charging(String resolution) {
    return problem(
        () ->
            resolutions.charging(
                Id.parse(resolution).orElseThrow(), Id.parse(hospital).orElseThrow()));
  }

  private static Optional<String> problem(Supplier<Uni<?>> what) {
    try {
      return Reactive.await(() -> what.get().replaceWith(Optional.<String>empty()));
    } catch (Problem problem) {
      return Optional.of(problem.type().code());
    }
  }

  @Test
  void aCardIsIssuedOnce() {
    Signed resident = TestPeople.resident();
    String id = card(resident);

    String number =
        as(resident.token())
            .post("/v1/app/residents/" + resident.residentId() + "/card")
            .then()
            .statusCode(200)
            .body("id", equalTo(id))
            .extract()
            .path("number");
    assertThat(CardNumber.parse(number)).isPresent();
  }

  @Test
  void aShownCodeSaysWhoAtTheRegisterAndHidesElsewhere() {
    Signed resident = TestPeople.resident();
    String text = code(resident, card(resident), "DYNAMIC").get("text");

    resolve(terminal, text, "REGISTER")
        .statusCode(200)
        .body("kind", equalTo("YIMA_DYNAMIC"))
        .body("person.masked", equalTo(false))
        .body("person.name", equalTo(resident.person().name()))
        .body("person.idNumber", equalTo(resident.person().idNumber()))
        .body("allowed", containsInAnyOrder("IDENTIFY", "CHARGE", "CHECK_IN"))
        .body("institutionPatientIds", empty());
    resolve(terminal, text, "CASHIER")
        .statusCode(200)
        .body("person.masked", equalTo(true))
        .body("person.name", not(equalTo(resident.person().name())))
        .body("person.idNumber", containsString("*"))
        .body("person.phone", nullValue())
        .body("allowed", containsInAnyOrder("IDENTIFY", "CHARGE"));
  }

  @Test
  void aPrintedCodeNeverPays() {
    Signed resident = TestPeople.resident();
    String text = code(resident, card(resident), "STATIC").get("text");

    resolve(terminal, text, "CASHIER")
        .statusCode(200)
        .body("kind", equalTo("YIMA_STATIC"))
        .body("allowed", containsInAnyOrder("IDENTIFY"));
    resolve(otherTerminal, text, "CASHIER").statusCode(200);
  }

  /**
   * Else terminals without network would take it for three years: the list of codes to refuse is
   * made when the card is frozen. How: the card is frozen in a transaction that ends only when the
   * code waits for it or is issued.
   */
  @Test
  void noCodeSlipsPastACardThatIsBeingFrozen() throws SQLException {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    CompletableFuture<Integer> issuing;
    try (Connection owner = SchemaOwner.connect();
        PreparedStatement freeze =
            owner.prepareStatement(
                "update card set status = 'FROZEN', version = version + 1 where id = ?")) {
      owner.setAutoCommit(false);
      freeze.setObject(1, Id.parse(card).orElseThrow().uuid());
      assertThat(freeze.executeUpdate()).isEqualTo(1);
      issuing =
          AtOnce.start(
              () ->
                  as(resident.token())
                      .body(Map.of("kind", "STATIC"))
                      .post("/v1/app/cards/" + card + "/codes")
                      .statusCode());
      Awaitility.await().until(() -> issuing.isDone() || waitingForCards() > 0);
      owner.commit();
    }
    assertThat(issuing.join()).isEqualTo(422);
  }

  private static long waitingForCards() {
    return TestDatabase.number(
        """
        select count(*) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'
          and query like '%from card %for share%'
        """);
  }

  @Test
  void anotherTerminalIsRefusedAsAReplay() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String text = code(resident, card, "DYNAMIC").get("text");

    resolve(terminal, text, "DESK").statusCode(200);
    resolve(terminal, text, "DESK").statusCode(200);
    refused(resolve(otherTerminal, text, "DESK"), "code.replayed");

    as(resident.token())
        .get("/v1/app/cards/" + card + "/uses")
        .then()
        .statusCode(200)
        .body("items", hasSize(3))
        .body("items[0].outcome", equalTo("code.replayed"))
        .body("items[1].outcome", equalTo("ok"))
        .body("items[1].scene", equalTo("DESK"))
        .body("items[1].institutionId", equalTo(hospital));
    as(resident.token())
        .get("/v1/app/cards/" + card + "/uses?limit=2")
        .then()
        .body("items", hasSize(2))
        .body("next", not(nullValue()));
  }

  @Test
  void aCodePaysOnce() {
    Signed resident = TestPeople.resident();
    String text = code(resident, card(resident), "DYNAMIC").get("text");
    Id first = resolution(resolve(terminal, text, "CASHIER"));
    Id second = resolution(resolve(terminal, text, "CASHIER"));

    assertThat(claim(first)).isTrue();
    assertThat(claim(first)).isFalse();
    assertThat(claim(second)).isFalse();
    resolve(terminal, text, "CASHIER")
        .statusCode(200)
        .body("allowed", containsInAnyOrder("IDENTIFY"))
        .body("notice", equalTo("ALREADY_PAID"));
  }

  private static Id resolution(ValidatableResponse answer) {
    String id = answer.statusCode(200).extract().path("resolutionId");
    return Id.parse(id).orElseThrow();
  }

  private boolean claim(Id resolution) {
    return database
        .tx(tx -> resolutions.claimPayment(tx, resolution).replaceWith(true))
        .onFailure(
            spent ->
                spent instanceof Problem problem && problem.type() == CardProblem.CODE_ALREADY_PAID)
        .recoverWithItem(false)
        .await()
        .atMost(Duration.ofSeconds(60));
  }

  @Test
  void eachKindOfBadCodeHasItsOwnError() {
    Signed resident = TestPeople.resident();
    String text = code(resident, card(resident), "DYNAMIC").get("text");

    refused(resolve(terminal, text.substring(0, 60), "DESK"), "code.truncated");
    refused(resolve(terminal, signed(1, seed(), -120, 60), "DESK"), "code.expired");
    refused(resolve(terminal, signed(1, seed(), 60, 60), "DESK"), "code.not-yet-valid");
    refused(resolve(terminal, signed(1, new byte[32], 0, 60), "DESK"), "code.forged");
    refused(resolve(terminal, signed(1, seed(), 0, 60), "DESK"), "code.forged");
    refused(resolve(terminal, signed(7, new byte[32], 0, 60), "DESK"), "code.unknown-key");
    refused(resolve(terminal, signed(1, seed(), 1200, 60), "DESK"), "code.clock-skew");
    refused(resolve(terminal, "YM:CD0", "DESK"), "code.unknown-version");
    refused(
        resolve(terminal, text.substring(0, 9) + "\u001d" + text, "DESK"),
        "code.control-characters");
    refused(resolve(terminal, text + "0".repeat(4096), "DESK"), "code.oversized");
  }

  private byte[] seed() {
    return Base64.getDecoder().decode(config.keys().get(1).seed().orElseThrow());
  }

  /** A code signed outside the server, as a thief of the key or a forger would. */
  private static String signed(int keyId, byte[] seed, int fromSeconds, int life) {
    byte[] drawn = new byte[Handle.SIZE];
    drawn[0] = (byte) NEXT.incrementAndGet();
    Handle handle = new Handle(org.yima.healthcard.code.Bytes.of(drawn));
    return new CodeIssuer(SigningKey.ed25519(keyId, seed), new Region("990100"))
        .issue(
            CodeRequest.dynamic(
                handle,
                Instant.now().plusSeconds(fromSeconds),
                Duration.ofSeconds(life),
                Scenes.all()))
        .text();
  }

  @Test
  void aFrozenCardIsRefusedAtOnceAndComesBack() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String printed = code(resident, card, "STATIC").get("text");

    act(resident, card, "freeze").statusCode(200).body("status", equalTo("FROZEN"));
    act(resident, card, "freeze").statusCode(200);
    refused(resolve(terminal, printed, "DESK"), "card.frozen");
    as(resident.token())
        .body(Map.of("kind", "DYNAMIC"))
        .post("/v1/app/cards/" + card + "/codes")
        .then()
        .statusCode(422)
        .body("code", equalTo("card.frozen"));
    act(resident, card, "unfreeze").statusCode(200);
    resolve(terminal, printed, "DESK").statusCode(200);
  }

  /** A refusal at one counter spoils nothing at another, and a code shown well stays one's own. */
  @Test
  void aCodeThatWasRefusedBelongsToNobody() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String text = code(resident, card, "DYNAMIC").get("text");

    act(resident, card, "freeze").statusCode(200);
    refused(resolve(terminal, text, "DESK"), "card.frozen");
    act(resident, card, "unfreeze").statusCode(200);

    resolve(otherTerminal, text, "DESK").statusCode(200);
    act(resident, card, "freeze").statusCode(200);
    refused(resolve(otherTerminal, text, "DESK"), "card.frozen");
    act(resident, card, "unfreeze").statusCode(200);
    refused(resolve(terminal, text, "DESK"), "code.replayed");
  }

  @Test
  void aLostCardIsReplacedByANewOne() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String printed = code(resident, card, "STATIC").get("text");

    act(resident, card, "report-lost").statusCode(200).body("status", equalTo("LOST"));
    act(resident, card, "unfreeze").statusCode(409).body("code", equalTo("card.wrong-state"));
    refused(resolve(terminal, printed, "DESK"), "card.lost");
    String next = card(resident);
    assertThat(next).isNotEqualTo(card);
    refused(resolve(terminal, printed, "DESK"), "card.revoked");
    act(resident, next, "revoke").statusCode(200).body("status", equalTo("REVOKED"));
  }

  @Test
  void askingForANewPrintedCodeCanEndTheEarlier() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String earlier = code(resident, card, "STATIC").get("text");

    as(resident.token())
        .body(Map.of("kind", "STATIC", "invalidateEarlier", true))
        .post("/v1/app/cards/" + card + "/codes")
        .then()
        .statusCode(201);

    refused(resolve(terminal, earlier, "DESK"), "code.invalidated");
  }

  @Test
  void thePictureIsTheCodeAndOnlyItsOwners() throws Exception {
    Signed resident = TestPeople.resident();
    Map<String, String> code = code(resident, card(resident), "DYNAMIC");
    byte[] png =
        given()
            .auth()
            .oauth2(resident.token())
            .get("/v1/app/codes/" + code.get("id") + ".png?size=400")
            .then()
            .statusCode(200)
            .contentType("image/png")
            .extract()
            .asByteArray();

    assertThat(TestPictures.read(png)).isEqualTo(code.get("text"));
    given()
        .auth()
        .oauth2(resident.token())
        .get("/v1/app/codes/" + code.get("id") + ".svg")
        .then()
        .statusCode(200)
        .contentType(containsString("image/svg+xml"));
    given()
        .auth()
        .oauth2(TestPeople.resident().token())
        .get("/v1/app/codes/" + code.get("id") + ".png")
        .then()
        .statusCode(404);
  }

  @Test
  void aSheafCoversItsMinutesWithoutAGap() {
    Signed resident = TestPeople.resident();
    String card = card(resident);

    List<Map<String, String>> items =
        as(resident.token())
            .body(Map.of("minutes", 3))
            .post("/v1/app/cards/" + card + "/code-sheaf")
            .then()
            .statusCode(201)
            .extract()
            .path("items");

    assertThat(items).hasSize(3);
    for (int i = 1; i < items.size(); i++) {
      assertThat(items.get(i)).containsEntry("notBefore", items.get(i - 1).get("expiresAt"));
    }
    refused(resolve(terminal, items.get(2).get("text"), "DESK"), "code.not-yet-valid");
  }

  /** Signed ahead of its time, and all the same no better than the card at the time it is shown. */
  @Test
  void aSheafsCodesAreRefusedWithTheirCard() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String first =
        as(resident.token())
            .body(Map.of("minutes", 15))
            .post("/v1/app/cards/" + card + "/code-sheaf")
            .then()
            .statusCode(201)
            .body("items", hasSize(15))
            .extract()
            .path("items[0].text");

    act(resident, card, "freeze").statusCode(200);
    refused(resolve(terminal, first, "DESK"), "card.frozen");
    act(resident, card, "unfreeze").statusCode(200);
    resolve(terminal, first, "DESK").statusCode(200);
  }

  @Test
  void aSheafIsShort() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    for (int minutes : List.of(0, 16)) {
      as(resident.token())
          .body(Map.of("minutes", minutes))
          .post("/v1/app/cards/" + card + "/code-sheaf")
          .then()
          .statusCode(400)
          .body("code", equalTo("input.invalid"))
          .body("errors[0].pointer", equalTo("/minutes"));
    }
  }

  /** A picture that is asked for again must not bring back what its owner has ended. */
  @Test
  void whatIsOverIsNotDrawn() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String invalidated = code(resident, card, "STATIC").get("id");
    as(resident.token())
        .body(Map.of("kind", "STATIC", "invalidateEarlier", true))
        .post("/v1/app/cards/" + card + "/codes")
        .then()
        .statusCode(201);
    String shown = code(resident, card, "DYNAMIC").get("id");

    gone(resident, invalidated);
    picture(resident, shown).statusCode(200);
    act(resident, card, "freeze").statusCode(200);
    gone(resident, shown);
  }

  private static void gone(Signed resident, String code) {
    picture(resident, code).statusCode(410).body("code", equalTo("code.gone"));
  }

  private static ValidatableResponse picture(Signed resident, String code) {
    return given().auth().oauth2(resident.token()).get("/v1/app/codes/" + code + ".svg").then();
  }

  @Test
  void whoIsNotCheckedHasNoCard() {
    Signed resident = TestPeople.resident();
    assertThat(
            TestDatabase.update(
                "update resident set verification = 'PENDING' where id = ?",
                Id.parse(resident.residentId()).orElseThrow().uuid()))
        .isEqualTo(1);

    as(resident.token())
        .post("/v1/app/residents/" + resident.residentId() + "/card")
        .then()
        .statusCode(422)
        .body("code", equalTo("card.not-verified"));
  }

  @Test
  void otherTextsAreNamedForWhatTheyAre() {
    resolve(terminal, "134567890123456789", "CASHIER")
        .statusCode(200)
        .body("kind", equalTo("WECHAT_PAY"))
        .body("person", nullValue())
        .body("allowed", containsInAnyOrder("CHARGE"));
    refused(resolve(terminal, "134567890123456789", "DESK"), "code.wrong-scene");
    resolve(terminal, "hello", "DESK")
        .statusCode(200)
        .body("kind", equalTo("UNKNOWN"))
        .body("allowed", empty());
    resolve(terminal, "", "DESK").statusCode(200).body("kind", equalTo("UNKNOWN"));
  }

  @Test
  void aTypedDocumentOfAStrangerShowsNobody() {
    Signed resident = TestPeople.resident();

    resolve(terminal, resident.person().idNumber(), "CASHIER")
        .statusCode(200)
        .body("kind", equalTo("DOCUMENT"))
        .body("person", nullValue())
        .body("institutionPatientIds", empty())
        .body("allowed", containsInAnyOrder("IDENTIFY"));
  }

  @Test
  void theKeysArePublished() {
    given()
        .get("/.well-known/health-card-keys.json")
        .then()
        .statusCode(200)
        .body("keys", hasSize(1))
        .body("keys[0].keyId", equalTo(1))
        .body("keys[0].suite", equalTo("ED25519"));
  }

  private static ValidatableResponse act(Signed resident, String card, String action) {
    return as(resident.token()).post("/v1/app/cards/" + card + "/" + action).then();
  }
}
