package org.yima.card.life;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.yima.card.Shown.refused;
import static org.yima.card.Shown.resolve;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.TestClient;
import org.yima.TestPeople;
import org.yima.TestPeople.Signed;
import org.yima.TestReader;
import org.yima.TestStaff;
import org.yima.card.Shown;
import org.yima.card.code.CodeKeys;
import org.yima.healthcard.code.RevocationList;
import org.yima.healthcard.code.Verification.Reason;
import org.yima.healthcard.code.Verifier;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.TestDatabase;

/** What a temporary card is good for, and for how long: in a hand, and in somebody's app. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TemporaryCardsTest {
  private static final String PEOPLE = "/v1/staff/temporary-residents";

  private static String staff;
  private static String terminal;
  private static TestReader reader;

  @Inject EndedCards job;
  @Inject CodeKeys keys;
  @Inject Ids ids;

  @BeforeEach
  void window() {
    if (staff == null) {
      String hospital =
          TestClient.institution("HOSPITAL", "temporary", Map.of("domain", "temporary"));
      assertThat(TestClient.staff("temporary.staff", "HOSPITAL_STAFF", hospital)).isNotEmpty();
      terminal = TestClient.of(hospital, "TERMINAL").token();
      reader = new TestReader(hospital);
      staff = TestStaff.token("temporary.staff");
    }
  }

  private static RequestSpecification staff() {
    return given()
        .auth()
        .oauth2(staff)
        .contentType(ContentType.JSON)
        .header("Idempotency-Key", UUID.randomUUID().toString());
  }

  /** Somebody without a document, and their card. */
  private record Served(String id, String card) {
    UUID row() {
      return Id.parse(card).orElseThrow().uuid();
    }

    RequestSpecification here() {
      String presence = staff().post(PEOPLE + "/" + id + "/presences").path("id");
      return staff().header("Yima-Presence", presence).header("Yima-For", id);
    }

    String printed() {
      return here()
          .body(Map.of("kind", "STATIC"))
          .post("/v1/app/cards/" + card + "/codes")
          .then()
          .statusCode(201)
          .extract()
          .path("text");
    }

    /** Their time ends then, as if they had been made long ago. */
    void end(OffsetDateTime at) {
      assertThat(
              TestDatabase.update(
                  "update resident set temporary_until = ? where id = ?",
                  at,
                  Id.parse(id).orElseThrow().uuid()))
          .isEqualTo(1);
      assertThat(TestDatabase.update("update card set until = ? where id = ?", at, row()))
          .isEqualTo(1);
    }

    void extend() {
      staff().post(PEOPLE + "/" + id + "/extend").then().statusCode(200);
    }

    /** How many of the card's codes terminals without network are told to refuse. */
    long listed() {
      return TestDatabase.number("select count(*) from revoked_handle where card_id = ?", row());
    }
  }

  private static Served served() {
    String id = staff().body(Map.of("kind", "UNCONSCIOUS")).post(PEOPLE).path("id");
    String presence = staff().post(PEOPLE + "/" + id + "/presences").path("id");
    String card =
        staff()
            .header("Yima-Presence", presence)
            .header("Yima-For", id)
            .post("/v1/app/residents/" + id + "/card")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    return new Served(id, card);
  }

  /** The wristband of somebody who stays longer than was thought need not be printed again. */
  @Test
  void whatIsPrintedLivesAsLongAsTheCardDoesNow() {
    Served served = served();
    served.end(OffsetDateTime.now(ZoneOffset.UTC).plusMinutes(10));
    String printed = served.printed();
    resolve(terminal, printed, "DESK").statusCode(200);

    served.end(OffsetDateTime.now(ZoneOffset.UTC));
    refused(resolve(terminal, printed, "DESK"), "card.expired");
    Reactive.await(job::run);
    await().until(() -> served.listed() == 1);

    served.extend();
    await().untilAsserted(() -> resolve(terminal, printed, "DESK").statusCode(200));
    await().until(() -> served.listed() == 0);
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(89));
    assertThat(
            new Verifier(keys.keySet(), RevocationList.empty(), later, Duration.ZERO)
                .verify(printed)
                .reason())
        .isEqualTo(Reason.GENUINE);

    served.end(OffsetDateTime.now(ZoneOffset.UTC));
    Reactive.await(job::run);
    await().until(() -> served.listed() == 1);
  }

  /** Neither its picture is drawn any more. */
  @Test
  void aCodeOfACardThatHasEndedIsNotDrawn() {
    Served served = served();
    String code =
        served
            .here()
            .body(Map.of("kind", "STATIC"))
            .post("/v1/app/cards/" + served.card() + "/codes")
            .path("id");
    Signed owner = TestPeople.resident();
    merge(served, owner);
    given()
        .auth()
        .oauth2(owner.token())
        .get("/v1/app/codes/" + code + ".svg")
        .then()
        .statusCode(200);

    served.end(OffsetDateTime.now(ZoneOffset.UTC));

    given()
        .auth()
        .oauth2(owner.token())
        .get("/v1/app/codes/" + code + ".svg")
        .then()
        .statusCode(410)
        .body("code", equalTo("code.gone"));
  }

  private static void merge(Served served, Signed owner) {
    staff()
        .body(Map.of("cardRead", reader.read(owner.person())))
        .post(PEOPLE + "/" + served.id() + "/upgrade")
        .then()
        .statusCode(200)
        .body("residentId", equalTo(owner.residentId()))
        .body("mergeId", not(nullValue()));
  }

  @Test
  void inItsOwnersAppItPaysNoMoreThanBefore() {
    Served served = served();
    String printed = served.printed();
    Signed owner = TestPeople.resident();
    String own = Shown.card(owner);
    merge(served, owner);

    resolve(terminal, printed, "REGISTER")
        .statusCode(200)
        .body("person.idNumber", equalTo(owner.person().idNumber()));
    asks(owner, served.card(), "codes", Map.of("kind", "DYNAMIC"), "card.temporary");
    asks(
        owner,
        served.card(),
        "codes",
        Map.of("kind", "DYNAMIC", "format", "NATIONAL"),
        "card.temporary");
    asks(owner, served.card(), "code-sheaf", Map.of("minutes", 3), "card.temporary");
    asks(
        owner,
        served.card(),
        "instruments",
        Map.of("type", "UNIONPAY", "proof", Map.of()),
        "card.temporary");
    asks(
        owner,
        served.card(),
        "codes",
        Map.of("kind", "STATIC", "format", "NATIONAL"),
        "code.format-unavailable");
    resolve(terminal, Shown.code(owner, served.card(), "STATIC"), "DESK").statusCode(200);
    resolve(terminal, Shown.code(owner, own, "DYNAMIC"), "CASHIER").statusCode(200);
  }

  private static void asks(
      Signed owner, String card, String what, Map<String, Object> body, String code) {
    refused(
        Shown.as(owner.token()).body(body).post("/v1/app/cards/" + card + "/" + what).then(), code);
  }

  /** Chance may put both identities into one family; there too each has its own card. */
  @Test
  void itIsNotTakenForTheCardOfItsOwn() {
    Signed owner = TestPeople.resident();
    Id resident = Id.parse(owner.residentId()).orElseThrow();
    Id temporary = ids.beside(IdType.CARD, resident);
    assertThat(
            TestDatabase.update(
                """
                insert into card (bucket, id, resident_id, record_id, number, status, version,
                                  issued_at, until)
                values (?, ?, ?, ?, 'T-1', 'ACTIVE', 1, now(), now() + interval '1 day')
                """,
                resident.bucket(),
                temporary.uuid(),
                resident.uuid(),
                ids.beside(IdType.RECORD, resident).uuid()))
        .isEqualTo(1);

    String own = Shown.card(owner);

    assertThat(own).isNotEqualTo(temporary.toString());
    assertThat(Shown.card(owner)).isEqualTo(own);
    given()
        .auth()
        .oauth2(owner.token())
        .get("/v1/app/residents/" + owner.residentId() + "/card")
        .then()
        .body("id", equalTo(own));
  }
}
