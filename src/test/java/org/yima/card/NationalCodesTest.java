package org.yima.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.yima.card.Shown.as;
import static org.yima.card.Shown.card;
import static org.yima.card.Shown.refused;
import static org.yima.card.Shown.resolve;
import static org.yima.card.Shown.shownElsewhere;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.TestClient;
import org.yima.TestPeople;
import org.yima.TestPeople.Person;
import org.yima.TestPeople.Signed;
import org.yima.card.code.Codes;
import org.yima.card.life.CardStore;
import org.yima.gateway.cardcentre.CardCentre;
import org.yima.gateway.ehc.EhcCardCentre;
import org.yima.gateway.ehc.EhcSettings;
import org.yima.healthcard.national.NationalCode;
import org.yima.platform.Database;
import org.yima.platform.Gateway;
import org.yima.platform.GatewayConfig;
import org.yima.platform.GatewayPool;
import org.yima.platform.Id;
import org.yima.platform.Problem;
import org.yima.platform.TestDatabase;

/**
 * National codes: made by the card centre, claimed here; ours and those other applications show.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class NationalCodesTest {
  private static String hospital;
  private static String terminal;
  private static String otherTerminal;

  @Inject Database database;
  @Inject Resolutions resolutions;
  @Inject GatewayConfig gateways;
  @Inject GatewayPool pool;
  @Inject CardStore cards;
  @Inject Codes codes;

  @BeforeEach
  void hospital() {
    if (hospital == null) {
      hospital =
          TestClient.institution("HOSPITAL", "national", Map.of("domain", "national-domain"));
      terminal = TestClient.of(hospital, "TERMINAL").token();
      otherTerminal = TestClient.of(hospital, "TERMINAL").token();
    }
  }

  private static ValidatableResponse ask(Signed resident, String card, String kind) {
    return as(resident.token())
        .body(Map.of("kind", kind, "format", "NATIONAL"))
        .post("/v1/app/cards/" + card + "/codes")
        .then();
  }

  private static String code(Signed resident, String card, String kind) {
    return ask(resident, card, kind).statusCode(201).extract().path("text");
  }

  private static void fault(String call, String kind) {
    TestPeople.control(
        "/control/faults",
        Map.of("channel", "card-centre", "call", call, "kind", kind, "times", 1));
  }

  private boolean claim(String resolution) {
    return database
        .tx(
            tx ->
                resolutions.claimPayment(tx, Id.parse(resolution).orElseThrow()).replaceWith(true))
        .onFailure(
            spent ->
                spent instanceof Problem problem && problem.type() == CardProblem.CODE_ALREADY_PAID)
        .recoverWithItem(false)
        .await()
        .atMost(Duration.ofSeconds(60));
  }

  @Test
  void aDynamicCodeSaysWhoAndPaysOnceHoweverItIsSpelt() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String text = code(resident, card, "DYNAMIC");

    assertThat(text).matches("[0-9A-F]{64}:0:[0-9A-F]{32}:990100A01");
    resolve(terminal, text, "REGISTER")
        .statusCode(200)
        .body("kind", equalTo("NATIONAL_CARD"))
        .body("person.name", equalTo(resident.person().name()))
        .body("person.idNumber", equalTo(resident.person().idNumber()))
        .body("allowed", containsInAnyOrder("IDENTIFY", "CHARGE", "CHECK_IN"))
        .body("notice", equalTo("NOT_KNOWN_HERE"));
    String first =
        resolve(terminal, text, "CASHIER").statusCode(200).extract().path("resolutionId");
    String spelt =
        resolve(terminal, "85:" + text.toLowerCase(Locale.ROOT), "CASHIER")
            .statusCode(200)
            .body("person.masked", equalTo(true))
            .extract()
            .path("resolutionId");
    assertThat(claim(first)).isTrue();
    assertThat(claim(spelt)).isFalse();
    refused(resolve(otherTerminal, text, "CASHIER"), "code.replayed");
    as(resident.token())
        .get("/v1/app/cards/" + card + "/uses")
        .then()
        .body("items", hasSize(4))
        .body("items[0].outcome", equalTo("code.replayed"))
        .body("items[3].kind", equalTo("NATIONAL_CARD"));
  }

  @Test
  void twoCodesOfACardAreTwo() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    assertThat(code(resident, card, "DYNAMIC")).isNotEqualTo(code(resident, card, "DYNAMIC"));
  }

  @Test
  void aPrintedCodeIdentifiesAndNeverPays() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String text = code(resident, card, "STATIC");

    assertThat(code(resident, card, "STATIC")).isEqualTo(text);
    resolve(terminal, text, "CASHIER")
        .statusCode(200)
        .body("kind", equalTo("NATIONAL_CARD"))
        .body("allowed", containsInAnyOrder("IDENTIFY"));
    resolve(otherTerminal, text, "CASHIER").statusCode(200);
    as(resident.token())
        .body(Map.of("kind", "STATIC", "format", "NATIONAL", "invalidateEarlier", true))
        .post("/v1/app/cards/" + card + "/codes")
        .then()
        .statusCode(422)
        .body("code", equalTo("code.fixed"));
  }

  @Test
  void aFrozenCardsNationalCodesAreRefused() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String dynamic = code(resident, card, "DYNAMIC");
    String printed = code(resident, card, "STATIC");

    as(resident.token()).post("/v1/app/cards/" + card + "/freeze").then().statusCode(200);

    refused(resolve(terminal, dynamic, "DESK"), "card.frozen");
    refused(resolve(terminal, printed, "DESK"), "card.frozen");
  }

  @Test
  void aCodeThatAnotherApplicationShowsLeadsToTheSameCard() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String text = shownElsewhere(resident.person(), "DYNAMIC");

    String first =
        resolve(terminal, text, "CASHIER")
            .statusCode(200)
            .body("allowed", containsInAnyOrder("IDENTIFY", "CHARGE"))
            .extract()
            .path("resolutionId");
    String again =
        resolve(terminal, text, "CASHIER").statusCode(200).extract().path("resolutionId");
    assertThat(claim(first)).isTrue();
    assertThat(claim(again)).isFalse();
    refused(resolve(otherTerminal, text, "CASHIER"), "code.replayed");
    resolve(terminal, shownElsewhere(resident.person(), "STATIC"), "DESK")
        .statusCode(200)
        .body("person.idNumber", equalTo(resident.person().idNumber()));
    as(resident.token()).get("/v1/app/cards/" + card + "/uses").then().body("items", hasSize(4));
  }

  /** Two scans of one terminal come to the same point at once, one after the other's insert. */
  @Test
  void aCodeThatIsTakenInTwiceIsOne() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String text = shownElsewhere(resident.person(), "DYNAMIC");
    NationalCode code = NationalCode.parse(text).orElseThrow();

    for (int i = 0; i < 2; i++) {
      cards
          .find(Id.parse(card).orElseThrow())
          .chain(found -> codes.adopt(found.orElseThrow(), code))
          .await()
          .atMost(Duration.ofSeconds(60));
    }

    assertThat(codesOf(card)).isEqualTo(1);
    resolve(terminal, text, "CASHIER").statusCode(200).body("allowed", hasItem("CHARGE"));
    refused(resolve(otherTerminal, text, "CASHIER"), "code.replayed");
  }

  /** The server died between the handle and the code; its own terminal scans once more. */
  @Test
  void aHandleWithoutItsCodeIsTakenUp() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String text = shownElsewhere(resident.person(), "DYNAMIC");
    resolve(terminal, text, "CASHIER").statusCode(200);
    assertThat(
            TestDatabase.update(
                "delete from code where card_id = ?", Id.parse(card).orElseThrow().uuid()))
        .isEqualTo(1);

    String scanned =
        resolve(terminal, text, "CASHIER")
            .statusCode(200)
            .body("allowed", hasItem("CHARGE"))
            .extract()
            .path("resolutionId");
    assertThat(codesOf(card)).isEqualTo(1);
    assertThat(claim(scanned)).isTrue();
    refused(resolve(otherTerminal, text, "CASHIER"), "code.replayed");
  }

  private static long codesOf(String card) {
    return TestDatabase.number(
        "select count(*) from code where card_id = ?", Id.parse(card).orElseThrow().uuid());
  }

  /** Refused, and not taken in; the owner sees the try all the same. */
  @Test
  void aFrozenCardsCodeOfAnotherApplicationIsLogged() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String text = shownElsewhere(resident.person(), "DYNAMIC");
    as(resident.token()).post("/v1/app/cards/" + card + "/freeze").then().statusCode(200);

    refused(resolve(terminal, text, "CASHIER"), "card.frozen");
    as(resident.token())
        .get("/v1/app/cards/" + card + "/uses")
        .then()
        .body("items", hasSize(1))
        .body("items[0].kind", equalTo("NATIONAL_CARD"))
        .body("items[0].outcome", equalTo("card.frozen"));
  }

  @Test
  void somebodyWithoutACardHereIsNamedAndNeverCharged() {
    Person stranger = TestPeople.unknown();

    resolve(terminal, shownElsewhere(stranger, "DYNAMIC"), "REGISTER")
        .statusCode(200)
        .body("person.name", equalTo(stranger.name()))
        .body("person.idNumber", equalTo(stranger.idNumber()))
        .body("institutionPatientIds", empty())
        .body("notice", equalTo("NOT_ISSUED_HERE"))
        .body("allowed", containsInAnyOrder("IDENTIFY", "CHECK_IN"));
    resolve(terminal, shownElsewhere(stranger, "DYNAMIC"), "CASHIER")
        .statusCode(200)
        .body("person.name", not(equalTo(stranger.name())))
        .body("allowed", containsInAnyOrder("IDENTIFY"));
  }

  @Test
  void whatTheCentreDidNotMakeIsForged() {
    String id = "0123456789ABCDEF".repeat(4);
    refused(resolve(terminal, id + ":0:" + "A".repeat(32) + ":990100A01", "DESK"), "code.forged");
    refused(resolve(terminal, id + ":1::990100A01", "DESK"), "code.forged");
  }

  @Test
  void aRefusedSceneSpendsNothingAtTheCentre() {
    Person stranger = TestPeople.unknown();
    String text = shownElsewhere(stranger, "DYNAMIC");
    String insurer = TestClient.institution("PHARMACY", "national-pharmacy", Map.of());
    String there = TestClient.of(insurer, "TERMINAL").token();

    refused(resolve(there, text, "REGISTER"), "code.wrong-institution");
    resolve(terminal, text, "REGISTER").statusCode(200);
  }

  private static void unanswered(ValidatableResponse answer) {
    answer
        .statusCode(503)
        .body("code", equalTo("card-centre.no-answer"))
        .body("retryable", equalTo(true));
  }

  /** Whether the code is spent there or not, it is this terminal's and nobody else's. */
  @ParameterizedTest
  @ValueSource(
      strings = {"ERROR_BEFORE", "RESET_BEFORE", "ERROR_AFTER", "RESET_AFTER", "BAD_SIGNATURE"})
  void aLostAnswerIsAskedForAgainByTheSameTerminalAlone(String kind) {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String text = shownElsewhere(resident.person(), "DYNAMIC");
    fault("ehealthcode.verify", kind);

    unanswered(resolve(terminal, text, "CASHIER"));
    refused(resolve(otherTerminal, text, "CASHIER"), "code.replayed");
    String scanned =
        resolve(terminal, text.toLowerCase(Locale.ROOT), "CASHIER")
            .statusCode(200)
            .body("allowed", containsInAnyOrder("IDENTIFY", "CHARGE"))
            .extract()
            .path("resolutionId");
    refused(resolve(otherTerminal, text, "CASHIER"), "code.replayed");
    assertThat(claim(scanned)).isTrue();
    as(resident.token())
        .get("/v1/app/cards/" + card + "/uses")
        .then()
        .body("items.outcome", contains("code.replayed", "ok"));
  }

  /** Verified once, asked for as often as it takes, also when its holder has no card here. */
  @Test
  void aStrangersLostAnswerIsAskedForToo() {
    Person stranger = TestPeople.unknown();
    String text = shownElsewhere(stranger, "DYNAMIC");
    fault("ehealthcode.verify", "ERROR_AFTER");
    fault("ehealthcode.query", "ERROR_BEFORE");

    unanswered(resolve(terminal, text, "DESK"));
    unanswered(resolve(terminal, text, "DESK"));
    resolve(terminal, text, "DESK").statusCode(200).body("person.name", equalTo(stranger.name()));
    resolve(terminal, text, "DESK").statusCode(200).body("person.name", equalTo(stranger.name()));
    refused(resolve(otherTerminal, text, "DESK"), "code.replayed");
  }

  /** The server dies between asking and hearing: for the time of a call nobody asks again. */
  @Test
  void aQuestionUnderWayIsNotAskedTwice() {
    Person stranger = TestPeople.unknown();
    String text = shownElsewhere(stranger, "DYNAMIC");
    fault("ehealthcode.verify", "ERROR_AFTER");
    unanswered(resolve(terminal, text, "DESK"));

    assertThat(
            TestDatabase.update("update national_claim set state = 'ASKED' where state = 'LOST'"))
        .isEqualTo(1);
    unanswered(resolve(terminal, text, "DESK"));
    assertThat(
            TestDatabase.update(
                "update national_claim set asked_at = asked_at - interval '1 minute' where state = 'ASKED'"))
        .isEqualTo(1);
    resolve(terminal, text, "DESK").statusCode(200).body("person.name", equalTo(stranger.name()));
  }

  @Test
  void aClaimLivesAsLongAsACode() {
    String text = shownElsewhere(TestPeople.unknown(), "DYNAMIC");
    fault("ehealthcode.verify", "ERROR_AFTER");
    unanswered(resolve(terminal, text, "DESK"));
    assertThat(
            TestDatabase.update(
                "update national_claim set expires_at = asked_at where state = 'LOST'"))
        .isEqualTo(1);

    refused(resolve(terminal, text, "DESK"), "code.expired");
    refused(resolve(otherTerminal, text, "DESK"), "code.replayed");
    TestDatabase.update("delete from national_claim where state = 'LOST'");
  }

  /** A question that was never put is none: what is said of the next is not said of it. */
  @Test
  void aCodeOfAnotherSystemIsNobodysHereWhenTheWayThereWasFull() {
    String text = shownToAnotherSystem();
    CompletableFuture<String> hanging = new CompletableFuture<>();
    List<CompletableFuture<String>> calls = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      calls.add(Reactive.start(() -> pool.call(Gateway.CARD_CENTRE, hanging::join)));
    }

    await().until(() -> calls.stream().anyMatch(CompletableFuture::isCompletedExceptionally));
    unanswered(resolve(terminal, text, "DESK"));
    hanging.complete("late");
    await().until(() -> calls.stream().allMatch(CompletableFuture::isDone));

    refused(resolve(terminal, text, "DESK"), "code.replayed");
  }

  /** Shown to another system first: nothing of it is ours to ask for, however often. */
  @Test
  void aCodeThatAnotherSystemWasShownIsNobodysHere() {
    String text = shownToAnotherSystem();

    refused(resolve(terminal, text, "DESK"), "code.replayed");
    refused(resolve(terminal, text, "DESK"), "code.replayed");
    refused(resolve(otherTerminal, text, "DESK"), "code.replayed");
  }

  private String shownToAnotherSystem() {
    String text = shownElsewhere(TestPeople.unknown(), "DYNAMIC");
    GatewayConfig.CardCentre config = gateways.cardCentre().orElseThrow();
    CardCentre other =
        new EhcCardCentre(
            EhcSettings.usual(
                URI.create(config.endpoint()), config.appId(), config.termId(), config.appSecret()),
            Clock.systemUTC());
    assertThat(other.verify(new CardCentre.Scan("S1", text, "010101", "T0002")).isFinal()).isTrue();
    return text;
  }

  @Test
  void anUnknownAnswerOfTheCentreIsAskedAgain() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    fault("ehealthcard.register", "ERROR_AFTER");
    ask(resident, card, "DYNAMIC").statusCode(503).body("code", equalTo("card-centre.no-answer"));
    fault("ehealthcode.generate", "BAD_SIGNATURE");
    ask(resident, card, "DYNAMIC").statusCode(503).body("retryable", equalTo(true));

    resolve(terminal, code(resident, card, "DYNAMIC"), "DESK").statusCode(200);
  }

  /** The centre knows the number under another name, which only the two registers can settle. */
  @Test
  void whomTheCentreDoesNotTakeIsRefused() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    Person misnamed = new Person("另有其人", resident.person().idNumber(), resident.person().phone());
    assertThat(shownElsewhere(misnamed, "STATIC")).isNotEmpty();

    ask(resident, card, "DYNAMIC").statusCode(422).body("code", equalTo("card-centre.refused"));
  }

  @Test
  void aRevokedCardIsClosedAtTheCentreToo() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String printed = code(resident, card, "STATIC");
    fault("ehealthcard.close", "ERROR_BEFORE");

    as(resident.token()).post("/v1/app/cards/" + card + "/revoke").then().statusCode(200);
    refused(resolve(terminal, printed, "DESK"), "card.revoked");

    await().atMost(Duration.ofSeconds(60)).until(() -> status(card).equals("CLOSED"));
  }

  private String status(String card) {
    Id id = Id.parse(card).orElseThrow();
    return database
        .query(
            "select status from national_card where bucket = $1 and card_id = $2",
            id.bucket(),
            id.uuid())
        .await()
        .atMost(Duration.ofSeconds(60))
        .iterator()
        .next()
        .getString("status");
  }
}
