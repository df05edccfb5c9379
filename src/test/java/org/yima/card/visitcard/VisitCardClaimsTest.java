package org.yima.card.visitcard;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.yima.card.Shown.as;

import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.URI;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yima.AtOnce;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.SchemaOwner;
import org.yima.TestClient;
import org.yima.TestPeople;
import org.yima.TestPeople.Person;
import org.yima.TestPeople.Signed;
import org.yima.TestReader;
import org.yima.TestResident;
import org.yima.TestStaff;
import org.yima.healthcard.identity.IdType;
import org.yima.index.DocumentKey;
import org.yima.index.IndexRecord;
import org.yima.index.PersonIndex;
import org.yima.index.SourceRecord;
import org.yima.platform.CryptoConfig;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.Ids;
import org.yima.platform.TestDatabase;
import org.yima.platform.Watch;
import org.yima.resident.Reassignable;
import org.yima.resident.Reassignment;

/** A card under another document: whose it is has to be proved, and nobody learns who has cards. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class VisitCardClaimsTest {
  private static final String DOMAIN = "claims";
  private static final Pattern CODE = Pattern.compile("\\d{6}");

  private static String hospital;
  private static String staff;
  private static TestReader reader;
  private static int next = 1000;

  @Inject PersonIndex index;
  @Inject @All List<Reassignable> rooms;
  @Inject Database database;
  @Inject Pool pool;
  @Inject Mutiny.SessionFactory sessions;
  @Inject Ids ids;
  @Inject Clock clock;
  @Inject CryptoConfig crypto;
  @Inject SecureRandom random;

  @BeforeEach
  void hospital() {
    if (hospital == null) {
      hospital = TestClient.institution("HOSPITAL", DOMAIN, Map.of("domain", DOMAIN));
      assertThat(TestClient.staff("claims.staff", "HOSPITAL_STAFF", hospital)).isNotEmpty();
      reader = new TestReader(hospital);
      staff = TestStaff.token("claims.staff");
    }
  }

  /** The hospital has a card of somebody, and perhaps their phone; its number is answered. */
  private String card(String name, Optional<DocumentKey> document, Optional<String> phone) {
    return card("CL-" + next++, name, document, phone);
  }

  private String card(
      String number, String name, Optional<DocumentKey> document, Optional<String> phone) {
    SourceRecord record =
        new SourceRecord(
            DOMAIN,
            number,
            name,
            document,
            false,
            Optional.empty(),
            Optional.empty(),
            phone,
            Optional.empty());
    Id stored = Reactive.await(() -> database.tx(tx -> index.put(tx, record)));
    assertThat(stored).isNotNull();
    return number;
  }

  private static Optional<DocumentKey> passport() {
    return DocumentKey.of(IdType.PASSPORT, "E8800" + next++);
  }

  private static String freshPhone() {
    return TestPeople.unknown().phone();
  }

  private static String path(Signed resident) {
    return "/v1/app/residents/" + resident.residentId() + "/visit-cards";
  }

  private static Map<String, Object> wish(String number, String type, String value) {
    return Map.of(
        "hospitalId",
        hospital,
        "number",
        number,
        "proof",
        value == null ? Map.of("type", type) : Map.of("type", type, "value", value));
  }

  private static Response post(Signed resident, String number, String type, String value) {
    return as(resident.token()).body(wish(number, type, value)).post(path(resident));
  }

  private static String asked(Signed resident, String number, String type) {
    return post(resident, number, type, null)
        .then()
        .statusCode(202)
        .body("nextAction", equalTo(type))
        .body("faceUrl", nullValue())
        .extract()
        .path("claim");
  }

  private static void refused(Response answer) {
    answer.then().statusCode(422).body("code", equalTo("visit-card.proof"));
  }

  private static ValidatableResponse listed(Signed resident) {
    return as(resident.token()).get(path(resident)).then().statusCode(200);
  }

  /** Waits until the card that somebody claims was looked for. */
  private static void lookedFor(String claim) {
    await()
        .until(
            () ->
                TestDatabase.number(
                        """
                        select count(*) from visit_card_claim
                        where id = ? and (phone_enc is not null or face_page_enc is not null)
                        """,
                        Id.parse(claim).orElseThrow().uuid())
                    == 1);
  }

  private static List<String> messages(String phone) {
    return given()
        .baseUri(TestResident.sandbox())
        .port(URI.create(TestResident.sandbox()).getPort())
        .queryParam("phone", phone)
        .get("/sms/outbox")
        .path("items.text");
  }

  private static String code(String phone) {
    String text = await().until(() -> messages(phone), sent -> !sent.isEmpty()).get(0);
    Matcher code = CODE.matcher(text);
    assertThat(code.find()).isTrue();
    return code.group();
  }

  private static String another(String code) {
    return (code.charAt(0) == '1' ? '2' : '1') + code.substring(1);
  }

  @Test
  void thePhoneOnFileProvesACardUnderAnotherDocument() {
    Signed owner = TestPeople.resident();
    String phone = freshPhone();
    String number = card(owner.person().name(), passport(), Optional.of(phone));
    listed(owner).body("items", empty());
    refused(
        as(owner.token()).body(Map.of("hospitalId", hospital, "number", number)).post(path(owner)));

    String claim = asked(owner, number, "OTP_ON_FILE");
    assertThat(claim).startsWith("clm_");
    String code = code(phone);
    refused(post(owner, number, "OTP_ON_FILE", another(code)));
    listed(owner).body("items", empty());
    // What somebody is told at the phone proves the card, and opens no account.
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("phone", phone, "otp", code))
        .post("/v1/app/login")
        .then()
        .statusCode(401);
    post(owner, number, "OTP_ON_FILE", code)
        .then()
        .statusCode(201)
        .body("status", equalTo("BOUND"))
        .body("hospitalId", equalTo(hospital));

    listed(owner).body("items.status", contains("BOUND"));
    refused(post(owner, number, "OTP_ON_FILE", code));
    listed(TestPeople.resident()).body("items", empty());
  }

  /** A row keeps its family for life: whom it is given, and whom it is given back, must see it. */
  @Test
  void aProvedCardIsSeenByWhomeverItIsGiven() {
    Signed owner = TestPeople.resident();
    Signed other = TestPeople.resident();
    String phone = freshPhone();
    String number = card(owner.person().name(), passport(), Optional.of(phone));
    assertThat(asked(owner, number, "OTP_ON_FILE")).startsWith("clm_");
    post(owner, number, "OTP_ON_FILE", code(phone)).then().statusCode(201);
    IndexRecord record = Reactive.await(() -> index.byVisitCard(DOMAIN, number)).orElseThrow();
    Reassignment step =
        new Reassignment(
            ids.founding(org.yima.platform.IdType.MERGE),
            record.id(),
            Id.parse(owner.residentId()).orElseThrow(),
            Id.parse(other.residentId()).orElseThrow(),
            "linked in error");
    Reassignable cards =
        rooms.stream().filter(r -> r.tables().contains("visit_card")).findFirst().orElseThrow();

    Reactive.await(() -> database.tx(tx -> cards.apply(tx, step)).replaceWith(true));
    listed(owner).body("items", empty());
    listed(other).body("items.status", contains("BOUND"));

    Reactive.await(() -> database.tx(tx -> cards.undo(tx, step)).replaceWith(true));
    listed(owner).body("items.status", contains("BOUND"));
    listed(other).body("items", empty());
  }

  /** What an equal document bound is gone with it, until its owner proves it. */
  @Test
  void aCardWhoseDocumentTheHospitalCorrectsIsProvedAnew() {
    Signed owner = TestPeople.resident();
    String phone = freshPhone();
    Optional<DocumentKey> own = DocumentKey.of(IdType.RESIDENT_ID, owner.person().idNumber());
    String number = card(owner.person().name(), own, Optional.of(phone));
    as(owner.token())
        .body(Map.of("hospitalId", hospital, "number", number))
        .post(path(owner))
        .then()
        .statusCode(201);
    assertThat(card(number, owner.person().name(), passport(), Optional.of(phone)))
        .isEqualTo(number);
    listed(owner).body("items", empty());

    lookedFor(asked(owner, number, "OTP_ON_FILE"));
    post(owner, number, "OTP_ON_FILE", code(phone)).then().statusCode(201);

    listed(owner).body("items.status", contains("BOUND"));
  }

  /** What cannot be theirs is answered as what is, and no phone is disturbed. */
  @Test
  void nobodyLearnsWhichCardsThereAre() {
    Signed one = TestPeople.resident();
    String phone = freshPhone();
    Signed namesake = TestPeople.resident(known(one.person().name()));
    Optional<DocumentKey> theirs = DocumentKey.of(IdType.RESIDENT_ID, namesake.person().idNumber());
    for (String number :
        List.of(
            "CL-NONE",
            card("另一人", passport(), Optional.of(phone)),
            card("", passport(), Optional.of(phone)),
            card(one.person().name(), theirs, Optional.of(phone)),
            card(one.person().name(), passport(), Optional.of("0571-1234567")),
            card(one.person().name(), passport(), Optional.empty()))) {
      String claim = asked(one, number, "OTP_ON_FILE");
      lookedFor(claim);
      refused(post(one, number, "OTP_ON_FILE", "123456"));
    }
    assertThat(messages(phone)).isEmpty();
    listed(one).body("items", empty());
  }

  private static Person known(String name) {
    Person any = TestPeople.known();
    Person named = new Person(name, any.idNumber(), any.phone());
    TestPeople.control(
        "/control/identities",
        Map.of("name", name, "idNumber", named.idNumber(), "phone", named.phone()));
    return named;
  }

  /** The same statements, the same values sealed, opened and hashed. */
  @Test
  void askingAndTryingIsTheSameWorkWhateverThereIs() {
    Signed one = TestPeople.resident();
    String mine = card(one.person().name(), passport(), Optional.of(freshPhone()));
    Watch watch = Watch.install(pool, sessions, ids, clock, crypto, random);

    List<List<String>> asking =
        List.of(mine, "CL-NONE").stream()
            .map(
                number -> {
                  lookedFor(asked(one, number, "OTP_ON_FILE"));
                  return watch.taken();
                })
            .toList();
    List<List<String>> trying =
        List.of(mine, "CL-NONE").stream()
            .map(
                number -> {
                  refused(post(one, number, "OTP_ON_FILE", "x"));
                  return watch.taken();
                })
            .toList();

    assertThat(trying.get(1)).isEqualTo(trying.get(0)).isNotEmpty();
    assertThat(asking.get(1)).isEqualTo(asking.get(0)).isNotEmpty();
  }

  @Test
  void guessingIsBounded() {
    Signed owner = TestPeople.resident();
    String phone = freshPhone();
    String number = card(owner.person().name(), passport(), Optional.of(phone));
    assertThat(asked(owner, number, "OTP_ON_FILE")).isNotEmpty();
    String code = code(phone);
    for (int i = 0; i < 5; i++) {
      refused(post(owner, number, "OTP_ON_FILE", another(code)));
    }
    refused(post(owner, number, "OTP_ON_FILE", code));

    for (int i = 1; i < 10; i++) {
      assertThat(asked(owner, "CL-NONE", "OTP_ON_FILE")).isNotEmpty();
    }
    post(owner, number, "OTP_ON_FILE", null)
        .then()
        .statusCode(429)
        .body("code", equalTo("rate.limited"));
  }

  /** Both are let as far as the row that only one of them may write. */
  @Test
  void claimsMadeAtOnceCountEachOther() throws SQLException {
    Signed owner = TestPeople.resident();
    for (int i = 0; i < 9; i++) {
      assertThat(asked(owner, "CL-NONE", "OTP_ON_FILE")).isNotEmpty();
    }
    CompletableFuture<Integer> one;
    CompletableFuture<Integer> other;
    try (Connection locks = SchemaOwner.connect();
        Statement statement = locks.createStatement()) {
      locks.setAutoCommit(false);
      statement.execute("lock table visit_card_claim in exclusive mode");
      one = AtOnce.start(() -> post(owner, "CL-NONE", "OTP_ON_FILE", null).statusCode());
      other = AtOnce.start(() -> post(owner, "CL-NONE", "OTP_ON_FILE", null).statusCode());
      await().until(() -> waitingToClaim() == 2);
      locks.rollback();
    }
    assertThat(List.of(one.join(), other.join())).containsExactlyInAnyOrder(202, 429);
  }

  private static long waitingToClaim() {
    return TestDatabase.number(
        """
        select count(*) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'
          and (query like '%into visit_card_claim%' or query like '%pg_advisory_xact_lock%')
        """);
  }

  private static String page(Signed resident, String number, String claim) {
    return await()
        .until(
            () ->
                post(resident, number, "FACE", claim)
                    .then()
                    .statusCode(202)
                    .extract()
                    .<String>path("faceUrl"),
            url -> url != null);
  }

  private static void shows(String idNumber, String page) {
    TestPeople.control(
        "/control/faces",
        Map.of("requestId", page.substring(page.lastIndexOf('/') + 1), "idNumber", idNumber));
  }

  /** The picture is that of the record's document: a namesake's own face proves nothing. */
  @Test
  void aFaceProvesACardUnderAnotherDocumentOfTheSamePerson() {
    Signed owner = TestPeople.resident();
    Person other = known(owner.person().name());
    String number =
        card(
            owner.person().name(),
            DocumentKey.of(IdType.RESIDENT_ID, other.idNumber()),
            Optional.empty());

    String first = asked(owner, number, "FACE");
    shows(owner.person().idNumber(), page(owner, number, first));
    refused(post(owner, number, "FACE", first));
    refused(post(owner, number, "FACE", first));
    listed(owner).body("items", empty());

    String second = asked(owner, number, "FACE");
    String page = page(owner, number, second);
    post(owner, number, "FACE", second).then().statusCode(202);
    shows(other.idNumber(), page);
    refused(post(TestPeople.resident(), number, "FACE", second));
    post(owner, number, "FACE", second).then().statusCode(201).body("status", equalTo("BOUND"));
    listed(owner).body("items.status", contains("BOUND"));
  }

  /** One's own face, where there is no card, or one that the register can't compare with. */
  @Test
  void aFaceThatMatchesAnotherPictureBindsNothing() {
    Signed one = TestPeople.resident();
    for (String number :
        List.of("CL-NONE", card(one.person().name(), passport(), Optional.empty()))) {
      String claim = asked(one, number, "FACE");
      String page = page(one, number, claim);
      post(one, number, "FACE", claim).then().statusCode(202);
      shows(one.person().idNumber(), page);
      refused(post(one, number, "FACE", claim));
    }
    listed(one).body("items", empty());
  }

  /**
   * Nothing could be compared where no card can be theirs, and that would tell that there is none.
   */
  @Test
  void whoHasNoPictureInTheRegisterClaimsByNoFace() {
    Person person = TestPeople.known();
    String passport = "E" + person.idNumber().substring(9, 17);
    Map<String, Object> document = Map.of("idType", "PASSPORT", "idNumber", passport);
    Map<String, Object> identity =
        new HashMap<>(Map.of("name", person.name(), "phone", person.phone()));
    identity.putAll(document);
    TestPeople.control("/control/identities", identity);
    Map<String, Object> enrolment = new HashMap<>(person.body("SELF"));
    enrolment.putAll(document);
    String token = TestResident.signIn(person.phone());
    String id = as(token).body(enrolment).post("/v1/app/residents").path("id");
    Signed traveller = new Signed(person, token, id);

    refused(post(traveller, "CL-NONE", "FACE", null));
    refused(post(traveller, card(person.name(), passport(), Optional.empty()), "FACE", null));
  }

  @Test
  void staffOfThatHospitalAloneBindAtTheCounter() {
    Signed owner = TestPeople.resident();
    String number = card("写错了", passport(), Optional.empty());
    refused(post(owner, number, "COUNTER", "I am it"));
    String elsewhere = TestClient.institution("HOSPITAL", "claims-2", Map.of("domain", "claims-2"));
    assertThat(TestClient.staff("claims.elsewhere", "HOSPITAL_STAFF", elsewhere)).isNotEmpty();
    refused(
        atCounter(TestStaff.token("claims.elsewhere"), new TestReader(elsewhere), owner, number));
    refused(atCounter(staff, reader, owner, "CL-NONE"));
    Person another = TestPeople.resident().person();
    String anothers =
        card(
            another.name(),
            DocumentKey.of(IdType.RESIDENT_ID, another.idNumber()),
            Optional.empty());
    refused(atCounter(staff, reader, owner, anothers));

    atCounter(staff, reader, owner, number).then().statusCode(201).body("status", equalTo("BOUND"));

    listed(owner).body("items.status", contains("BOUND"));
    assertThat(
            TestDatabase.text(
                "select proof from visit_card where resident_id = ?",
                Id.parse(owner.residentId()).orElseThrow().uuid()))
        .isEqualTo("COUNTER");
  }

  private static Response atCounter(String token, TestReader at, Signed owner, String number) {
    String presence = at.arrived(token, owner.person()).statusCode(201).extract().path("id");
    return as(token)
        .header("Yima-Presence", presence)
        .header("Yima-For", owner.residentId())
        .body(wish(number, "COUNTER", null))
        .post(path(owner));
  }
}
