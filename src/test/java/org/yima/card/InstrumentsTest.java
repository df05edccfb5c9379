package org.yima.card;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.yima.card.Shown.as;
import static org.yima.card.Shown.card;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yima.AtOnce;
import org.yima.PostgresResource;
import org.yima.SchemaOwner;
import org.yima.TestClient;
import org.yima.TestPeople;
import org.yima.TestPeople.Signed;
import org.yima.TestResident;
import org.yima.platform.Id;
import org.yima.platform.TestDatabase;

/** Instruments are bound only when their gateway says whose they are. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class InstrumentsTest {
  private static String insurer;

  private static ValidatableResponse bind(
      Signed resident, String card, String type, Map<String, ?> proof) {
    return as(resident.token())
        .body(Map.of("type", type, "proof", proof))
        .post("/v1/app/cards/" + card + "/instruments")
        .then();
  }

  private static String authCode(String path, Map<String, ?> body) {
    return given()
        .baseUri(TestResident.sandbox())
        .port(java.net.URI.create(TestResident.sandbox()).getPort())
        .contentType(ContentType.JSON)
        .body(body)
        .post(path)
        .then()
        .statusCode(200)
        .extract()
        .path("authCode");
  }

  private static String wechatCode(Signed resident) {
    String openid = "openid-" + resident.person().phone();
    TestPeople.control(
        "/control/payers", Map.of("channel", "WECHAT", "ref", openid, "balance", 10_000));
    return authCode("/control/payers/" + openid + "/oauth-code", Map.of());
  }

  private static String insuranceCode(TestPeople.Person person) {
    TestPeople.control(
        "/control/insured",
        Map.of(
            "idNumber",
            person.idNumber(),
            "name",
            person.name(),
            "insutype",
            "310",
            "accountBalance",
            5_000,
            "deductible",
            0,
            "ratio",
            0.7,
            "ceiling",
            1_000_000));
    return authCode(
        "/control/insured/" + person.idNumber() + "/authorise", Map.of("channel", "WECHAT"));
  }

  @Test
  void aWalletIsBoundByItsOwnCodeOnce() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String code = wechatCode(resident);

    String id =
        bind(resident, card, "WECHAT", Map.of("authCode", code))
            .statusCode(201)
            .body("status", equalTo("ACTIVE"))
            .extract()
            .path("id");
    bind(resident, card, "WECHAT", Map.of("authCode", code))
        .statusCode(422)
        .body("code", equalTo("instrument.refused"));
    bind(resident, card, "WECHAT", Map.of("authCode", wechatCode(resident)))
        .statusCode(201)
        .body("id", equalTo(id));
  }

  @Test
  void insuranceIsBoundOnlyToItsOwner() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    Signed other = TestPeople.resident();

    bind(
            resident,
            card,
            "MEDICAL_INSURANCE",
            Map.of("channel", "WECHAT", "authCode", insuranceCode(other.person())))
        .statusCode(422)
        .body("code", equalTo("instrument.refused"));
    bind(
            resident,
            card,
            "MEDICAL_INSURANCE",
            Map.of("channel", "WECHAT", "authCode", insuranceCode(resident.person())))
        .statusCode(201)
        .body("type", equalTo("MEDICAL_INSURANCE"));
  }

  /** Alipay is asked by the bound payer; whoever has not said yes yet is sent to its page. */
  @Test
  void insuranceIsAuthorisedInAlipayByItsOwnersPayer() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String insured = insuranceCode(resident.person());
    Map<String, String> inAlipay = Map.of("channel", "ALIPAY");

    bind(resident, card, "MEDICAL_INSURANCE", inAlipay)
        .statusCode(400)
        .body("errors[0].code", equalTo("wallet-not-bound"));
    bind(
            resident,
            card,
            "ALIPAY",
            Map.of("authCode", alipayCode("open-" + resident.person().phone())))
        .statusCode(201);
    String page =
        bind(resident, card, "MEDICAL_INSURANCE", inAlipay)
            .statusCode(202)
            .body("nextAction.type", equalTo("INSURANCE_AUTHORISATION"))
            .body("nextAction.params.channel", equalTo("ALIPAY"))
            .extract()
            .path("nextAction.params.url");
    as(resident.token())
        .get("/v1/app/cards/" + card + "/instruments")
        .then()
        .body("items.type", contains("ALIPAY"));

    given().redirects().follow(false).post(java.net.URI.create(page)).then().statusCode(303);

    bind(resident, card, "MEDICAL_INSURANCE", inAlipay)
        .statusCode(201)
        .body("type", equalTo("MEDICAL_INSURANCE"));
    bind(resident, card, "MEDICAL_INSURANCE", Map.of("channel", "WECHAT", "authCode", insured))
        .statusCode(201);
  }

  /** A payer whose own insurance is another's authorises nothing for this card. */
  @Test
  void anotherPersonsAlipayAuthorisesNothing() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    assertThat(insuranceCode(resident.person())).isNotEmpty();
    String ref = "open-" + resident.person().phone();
    TestPeople.control(
        "/control/payers",
        Map.of("channel", "ALIPAY", "ref", ref, "balance", 1, "idNumber", "44030019000101123X"));
    bind(
            resident,
            card,
            "ALIPAY",
            Map.of("authCode", authCode("/control/payers/" + ref + "/oauth-code", Map.of())))
        .statusCode(201);

    bind(resident, card, "MEDICAL_INSURANCE", Map.of("channel", "ALIPAY"))
        .statusCode(422)
        .body("code", equalTo("instrument.refused"));
  }

  private static String insurer() {
    if (insurer == null) {
      insurer = TestClient.insurer("card-insurer", "insurer-1");
    }
    return insurer;
  }

  @Test
  void aPolicyIsBoundWhenItsInsurerSaysYes() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    TestPeople.control(
        "/control/policies",
        Map.of(
            "insurerId",
            "insurer-1",
            "policyNumber",
            "P-" + resident.person().phone(),
            "idNumber",
            resident.person().idNumber(),
            "name",
            resident.person().name(),
            "kind",
            "DIRECT",
            "ratio",
            0.8,
            "limit",
            100_000));

    bind(
            resident,
            card,
            "COMMERCIAL_POLICY",
            Map.of("insurerId", insurer(), "policyNumber", "P-" + resident.person().phone()))
        .statusCode(201)
        .body("insurerId", equalTo(insurer()));
    bind(
            resident,
            card,
            "COMMERCIAL_POLICY",
            Map.of("insurerId", insurer(), "policyNumber", "P-nobody"))
        .statusCode(422)
        .body("code", equalTo("instrument.refused"));
  }

  @Test
  void anUnclearAnswerBindsNothing() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String code = insuranceCode(resident.person());
    TestPeople.control(
        "/control/faults",
        Map.of(
            "channel", "insurance-auth", "call", "userquery", "kind", "ERROR_AFTER", "times", 1));

    bind(resident, card, "MEDICAL_INSURANCE", Map.of("channel", "WECHAT", "authCode", code))
        .statusCode(503)
        .body("retryable", equalTo(true));
    as(resident.token())
        .get("/v1/app/cards/" + card + "/instruments")
        .then()
        .body("items", empty());
  }

  @Test
  void theOwnerSetsTheOrderAndUnbinds() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String wallet =
        bind(resident, card, "WECHAT", Map.of("authCode", wechatCode(resident)))
            .extract()
            .path("id");
    String insurance =
        bind(
                resident,
                card,
                "MEDICAL_INSURANCE",
                Map.of("channel", "WECHAT", "authCode", insuranceCode(resident.person())))
            .extract()
            .path("id");
    String path = "/v1/app/cards/" + card + "/instruments";

    as(resident.token())
        .body(Map.of("ids", List.of(insurance, wallet)))
        .put(path + "/order")
        .then()
        .statusCode(200)
        .body("items.id", contains(insurance, wallet));
    as(resident.token())
        .body(Map.of("ids", List.of(wallet)))
        .put(path + "/order")
        .then()
        .statusCode(400);
    as(resident.token()).delete(path + "/" + wallet).then().statusCode(204);
    as(resident.token()).delete(path + "/" + wallet).then().statusCode(404);
    as(resident.token()).get(path).then().body("items", hasSize(1));
  }

  private static String alipayCode(String ref) {
    TestPeople.control("/control/payers", Map.of("channel", "ALIPAY", "ref", ref, "balance", 1));
    return authCode("/control/payers/" + ref + "/oauth-code", Map.of());
  }

  @Test
  void anAlipayPayerIsBoundByTheirOwnCodeOnce() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String user = "2088" + resident.person().phone() + "0";
    String code = alipayCode(user);

    String id =
        bind(resident, card, "ALIPAY", Map.of("authCode", code))
            .statusCode(201)
            .body("status", equalTo("ACTIVE"))
            .body("type", equalTo("ALIPAY"))
            .body(not(containsString(user)))
            .extract()
            .path("id");
    bind(resident, card, "ALIPAY", Map.of("authCode", code))
        .statusCode(422)
        .body("code", equalTo("instrument.refused"));
    bind(resident, card, "ALIPAY", Map.of("authCode", alipayCode(user)))
        .statusCode(201)
        .body("id", equalTo(id));
    bind(resident, card, "ALIPAY", Map.of("authCode", alipayCode("open-" + user)))
        .statusCode(201)
        .body("id", not(equalTo(id)));
    assertThat(
            TestDatabase.number(
                "select count(*) from instrument where position(?::bytea in reference_enc) > 0",
                (Object) user.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isZero();
  }

  /** Nothing is bound by an answer that was lost, or that Alipay did not sign. */
  @ParameterizedTest
  @ValueSource(strings = {"RESET_AFTER", "ERROR_BEFORE", "BAD_SIGNATURE"})
  void whatAlipaySaidUnclearlyBindsNothing(String kind) {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String code = alipayCode("open-" + resident.person().phone());
    TestPeople.control(
        "/control/faults",
        Map.of("channel", "alipay", "call", "alipay.system.oauth.token", "kind", kind, "times", 1));

    bind(resident, card, "ALIPAY", Map.of("authCode", code))
        .statusCode(503)
        .body("code", equalTo("instrument.no-answer"))
        .body("retryable", equalTo(true));
    as(resident.token())
        .get("/v1/app/cards/" + card + "/instruments")
        .then()
        .body("items", empty());
  }

  @Test
  void whatIsMissingIsSaidSo() {
    Signed resident = TestPeople.resident();

    bind(resident, card(resident), "ALIPAY", Map.of())
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/proof/authCode"));
    bind(resident, card(resident), "WECHAT", Map.of())
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/proof/authCode"));
    bind(resident, card(resident), "BANK_CARD", Map.of("token", "short"))
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/proof/token"));
  }

  @Test
  void aLabelIsKeptAsItWasTyped() {
    Signed resident = TestPeople.resident();
    String card = card(resident);

    bind(resident, card, "UNIONPAY", Map.of()).statusCode(201).body("label", nullValue());
    bind(resident, card, "ECNY", Map.of("label", " 工行数字钱包 "))
        .statusCode(201)
        .body("status", equalTo("ACTIVE"))
        .body("label", equalTo("工行数字钱包"));
    bind(resident, card, "SOCIAL_SECURITY", Map.of("label", "社保卡")).statusCode(201);
    bind(resident, card, "ECNY", Map.of("label", "two\nlines")).statusCode(400);
    as(resident.token())
        .get("/v1/app/cards/" + card + "/instruments")
        .then()
        .body("items.type", contains("UNIONPAY", "ECNY", "SOCIAL_SECURITY"));
  }

  /** It is refused in every field and of every type, and no row of ours has ever held it. */
  @ParameterizedTest
  @CsvSource({
    "BANK_CARD,         token",
    "BANK_CARD,         label",
    "WECHAT,            authCode",
    "ALIPAY,            authCode",
    "MEDICAL_INSURANCE, authCode",
    "COMMERCIAL_POLICY, policyNumber",
    "COMMERCIAL_POLICY, insurerId",
    "UNIONPAY,          label",
    "SOCIAL_SECURITY,   token"
  })
  void aBankCardsNumberIsRefusedWhereverItIsGiven(String type, String field) {
    Signed resident = TestPeople.resident();
    String card = card(resident);

    bind(resident, card, type, Map.of(field, "6222 0200 0000 0000 000"))
        .statusCode(422)
        .body("code", equalTo("instrument.pan"))
        .body("errors[0].pointer", equalTo("/proof/" + field))
        // Not four digits alone: the answer names its trace, which is random.
        .body(not(containsString("6222 02")), not(containsString("62220200")));
    as(resident.token())
        .get("/v1/app/cards/" + card + "/instruments")
        .then()
        .body("items", empty());
  }

  @Test
  void aBankCardIsBoundByItsTokenWhichIsShownNowhere() {
    Signed resident = TestPeople.resident();
    String card = card(resident);

    bind(resident, card, "BANK_CARD", Map.of("token", "tok_9f86d081884c7d659a2f"))
        .statusCode(201)
        .body("status", equalTo("ACTIVE"))
        .body(not(containsString("tok_")));
  }

  @Test
  void whatWasUnboundIsBoundAnewAndComesLast() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String path = "/v1/app/cards/" + card + "/instruments";
    String first = label(resident, card, "UNIONPAY");
    String second = label(resident, card, "ECNY");

    as(resident.token()).delete(path + "/" + first).then().statusCode(204);
    String again = label(resident, card, "UNIONPAY");

    assertThat(again).isNotEqualTo(first);
    as(resident.token()).get(path).then().body("items.id", contains(second, again));
  }

  private static String label(Signed resident, String card, String type) {
    return bind(resident, card, type, Map.of("label", "mine")).statusCode(201).extract().path("id");
  }

  /**
   * A bind that finds the instrument while it is being unbound waits, and binds it anew. How: the
   * row is unbound in a transaction that ends only when the bind waits for it or is done.
   */
  @Test
  void aBindWaitsForAnUnbindOfTheSame() throws SQLException {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String first = label(resident, card, "ECNY");

    CompletableFuture<String> again =
        against(
            "update instrument set status = 'REMOVED' where id = ?",
            first,
            "insert into instrument",
            () -> label(resident, card, "ECNY"));

    assertThat(again.join()).isNotEqualTo(first);
    as(resident.token())
        .get("/v1/app/cards/" + card + "/instruments")
        .then()
        .body("items.id", contains(again.join()));
  }

  /** An order that was right when it was asked for and is not when it is written is refused. */
  @Test
  void anOrderWaitsForAnUnbindAndIsRefused() throws SQLException {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String first = label(resident, card, "UNIONPAY");
    String second = label(resident, card, "ECNY");

    CompletableFuture<Integer> ordered =
        against(
            "update instrument set status = 'REMOVED' where id = ?",
            first,
            "from instrument%for update",
            () ->
                as(resident.token())
                    .body(Map.of("ids", List.of(second, first)))
                    .put("/v1/app/cards/" + card + "/instruments/order")
                    .statusCode());

    assertThat(ordered.join()).isEqualTo(400);
  }

  /** Two orders at once: the outcome is one of them, whole. */
  @Test
  void ofTwoOrdersAtOnceOneStandsWhole() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    List<String> ids =
        List.of(
            label(resident, card, "UNIONPAY"),
            label(resident, card, "ECNY"),
            label(resident, card, "SOCIAL_SECURITY"));
    List<String> backwards = new ArrayList<>(ids);
    Collections.reverse(backwards);
    String path = "/v1/app/cards/" + card + "/instruments";

    for (int round = 0; round < 5; round++) {
      Stream.of(ids, backwards)
          .map(
              order ->
                  AtOnce.start(
                      () ->
                          as(resident.token())
                              .body(Map.of("ids", order))
                              .put(path + "/order")
                              .statusCode()))
          .toList()
          .forEach(done -> assertThat(done.join()).isEqualTo(200));
      assertThat(as(resident.token()).get(path).jsonPath().getList("items.id", String.class))
          .isIn(ids, backwards);
    }
  }

  /** Does the work while a transaction that has changed an instrument waits for it to wait. */
  private static <T> CompletableFuture<T> against(
      String update, String instrument, String waiting, Supplier<T> work) throws SQLException {
    try (Connection owner = SchemaOwner.connect();
        PreparedStatement statement = owner.prepareStatement(update)) {
      owner.setAutoCommit(false);
      statement.setObject(1, Id.parse(instrument).orElseThrow().uuid());
      assertThat(statement.executeUpdate()).isEqualTo(1);
      CompletableFuture<T> done = AtOnce.start(work);
      Awaitility.await().until(() -> done.isDone() || waits(waiting));
      owner.commit();
      return done;
    }
  }

  private static boolean waits(String statement) {
    return TestDatabase.number(
            """
            select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock' and query like ?
            """,
            "%" + statement + "%")
        > 0;
  }
}
