package org.yima.payment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.yima.PostgresResource;
import org.yima.TestClient;
import org.yima.TestPeople;
import org.yima.TestPeople.Signed;
import org.yima.TestReader;
import org.yima.TestResident;
import org.yima.TestStaff;

/** A hospital with a merchant and a bureau's number, and a resident with wallet and policy. */
final class TestPayer {
  private static final AtomicInteger NEXT = new AtomicInteger();
  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What the sandbox's bureau has been told of: once is enough. */
  private static final Set<String> CATALOGUED = ConcurrentHashMap.newKeySet();

  private static String hospital;
  private static String hospitalToken;
  private static String insurer;

  final Signed signed;
  private final String cardId;
  final String cardNumber;
  final String wechat;
  final String policy;
  private final String policyNumber;

  TestPayer(Map<String, Object> insured) {
    hospital();
    signed = TestPeople.resident();
    Response card =
        app()
            .post("/v1/app/residents/" + signed.residentId() + "/card")
            .then()
            .extract()
            .response();
    cardId = card.path("id");
    cardNumber = card.path("number");
    TestPeople.control(
        "/control/payers", Map.of("channel", "WECHAT", "ref", openid(), "balance", 1_000_000));
    wechat = bindWechat();
    insure(insured);
    policyNumber = "P-" + signed.person().phone();
    cover(Map.of());
    policy =
        bind(
            card.path("id"),
            "COMMERCIAL_POLICY",
            Map.of("insurerId", insurer(), "policyNumber", policyNumber));
  }

  /** The policy, with what is to be otherwise from here on. */
  final void cover(Map<String, ?> otherwise) {
    Map<String, Object> terms =
        new HashMap<>(
            Map.of(
                "insurerId",
                "insurer-2",
                "policyNumber",
                policyNumber,
                "idNumber",
                signed.person().idNumber(),
                "name",
                signed.person().name(),
                "kind",
                "DIRECT",
                "ratio",
                0.5,
                "limit",
                1_000_000));
    terms.putAll(otherwise);
    TestPeople.control("/control/policies", terms);
  }

  /** A scan of this resident's printed code at the hospital's own terminal. */
  String resolution() {
    return resolution(TestClient.of(hospital, "TERMINAL").token(), code("STATIC"), "DESK");
  }

  /** A fresh code of this resident. */
  String code(String kind) {
    return code(cardId, kind);
  }

  /** A fresh code of a card that this resident may show. */
  String code(String card, String kind) {
    return app()
        .body(Map.of("kind", kind))
        .post("/v1/app/cards/" + card + "/codes")
        .then()
        .statusCode(201)
        .extract()
        .path("text");
  }

  /** What a terminal resolves of a text. */
  static String resolution(String terminal, String text, String scene) {
    return as(terminal)
        .body(Map.of("text", text, "scene", scene))
        .post("/v1/terminal/codes/resolve")
        .then()
        .statusCode(200)
        .extract()
        .path("resolutionId");
  }

  /** A newborn whose guardian this resident is, by its certificate and at the window. */
  JsonPath child() {
    String login = "payment.window." + NEXT.incrementAndGet();
    assertThat(TestClient.staff(login, "HOSPITAL_STAFF", hospital)).isNotEmpty();
    String staff = TestStaff.token(login);
    String presence =
        new TestReader(hospital)
            .arrived(staff, signed.person())
            .statusCode(201)
            .extract()
            .path("id");
    String certificate = "P" + signed.person().phone().substring(3);
    String id =
        as(staff)
            .header("Yima-Presence", presence)
            .header("Yima-For", signed.residentId())
            .header("Idempotency-Key", key())
            .body(
                Map.of(
                    "name", "小一",
                    "idType", "NEWBORN",
                    "idNumber", certificate,
                    "relation", "CHILD",
                    "birthDate", LocalDate.now(ZoneId.of("Asia/Shanghai")).minusDays(20).toString(),
                    "sex", "FEMALE",
                    "proof", Map.of("type", "BIRTH_CERTIFICATE", "number", certificate)))
            .post("/v1/app/residents")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    return app().post("/v1/app/residents/" + id + "/card").then().extract().jsonPath();
  }

  /** A new terminal of the hospital. */
  static String terminal() {
    hospital();
    return TestClient.of(hospital, "TERMINAL").token();
  }

  /** Insured at the bureau as given; repeated to change something, such as a refusal. */
  void insure(Map<String, Object> more) {
    Map<String, Object> body =
        new HashMap<>(
            Map.of(
                "idNumber",
                signed.person().idNumber(),
                "name",
                signed.person().name(),
                "insutype",
                "310",
                "accountBalance",
                3_000,
                "deductible",
                1_000,
                "ratio",
                0.7,
                "ceiling",
                10_000_000));
    body.putAll(more);
    TestPeople.control("/control/insured", body);
  }

  static void hospital() {
    if (hospital == null) {
      hospital =
          TestClient.institution(
              "HOSPITAL",
              "payment-hospital",
              Map.of(
                  "domain", "payment-domain",
                  "merchants", Map.of("wechatSubMchid", PostgresResource.SUB_MCHIDS.get(2)),
                  "insurance",
                      Map.of(
                          "fixmedinsCode", PostgresResource.FIXMEDINS.get(2), "admdvs", "990101")));
      hospitalToken = TestClient.of(hospital, "HOSPITAL").token();
    }
  }

  private static String insurer() {
    if (insurer == null) {
      insurer = TestClient.insurer("payment-insurer", "insurer-2");
    }
    return insurer;
  }

  static String hospitalId() {
    return hospital;
  }

  String openid() {
    return "openid-" + signed.person().phone();
  }

  RequestSpecification app() {
    return as(signed.token());
  }

  static RequestSpecification his() {
    return as(hospitalToken);
  }

  static String key() {
    return UUID.randomUUID().toString();
  }

  static RequestSpecification as(String token) {
    return given().auth().oauth2(token).contentType(ContentType.JSON);
  }

  private static String code(String path, Map<String, ?> body) {
    return given()
        .baseUri(TestResident.sandbox())
        .port(URI.create(TestResident.sandbox()).getPort())
        .contentType(ContentType.JSON)
        .body(body)
        .post(path)
        .then()
        .statusCode(200)
        .extract()
        .path("authCode");
  }

  private String bind(String card, String type, Map<String, ?> proof) {
    return app()
        .body(Map.of("type", type, "proof", proof))
        .post("/v1/app/cards/" + card + "/instruments")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  String cardId() {
    return cardId;
  }

  /** Binds the payer's wallet, for the first time or again. */
  final String bindWechat() {
    return bindWechat(cardId);
  }

  /** Binds the payer's wallet to a card that this resident may act for. */
  final String bindWechat(String card) {
    return bind(
        card,
        "WECHAT",
        Map.of("authCode", code("/control/payers/" + openid() + "/oauth-code", Map.of())));
  }

  /** Binds the payer's Alipay, which authorises and pays nothing here. */
  void bindAlipay() {
    String ref = "alipay-" + signed.person().phone();
    TestPeople.control("/control/payers", Map.of("channel", "ALIPAY", "ref", ref, "balance", 0));
    assertThat(
            bind(
                cardId,
                "ALIPAY",
                Map.of("authCode", code("/control/payers/" + ref + "/oauth-code", Map.of()))))
        .isNotEmpty();
  }

  String authorisation() {
    return code(
        "/control/insured/" + signed.person().idNumber() + "/authorise",
        Map.of("channel", "WECHAT"));
  }

  static Map<String, Object> line(String code, String insuranceClass, long amount) {
    if (CATALOGUED.add(code + "/" + insuranceClass)) {
      TestPeople.control(
          "/control/catalogue", Map.of("code", code, "insuranceClass", insuranceClass));
    }
    return Map.of(
        "code",
        code,
        "name",
        "项目" + code,
        "insuranceClass",
        insuranceClass,
        "quantity",
        1,
        "unitPrice",
        new java.math.BigDecimal(amount).movePointLeft(2),
        "amount",
        amount);
  }

  /** A bill of three lines over 410 yuan. */
  String bill(boolean insured) {
    return bill(insured ? terms() : Map.of());
  }

  /** How an insured bill of this class is insured, each a visit of its own. */
  static Map<String, Object> terms() {
    return new HashMap<>(
        Map.of(
            "medType", "11",
            "insuranceType", "310",
            "visitId", "V-" + NEXT.incrementAndGet(),
            "chargeBatch", "B-1",
            "diseaseCode", "J06.900",
            "mode", "PLATFORM_LED"));
  }

  static List<Map<String, Object>> lines() {
    return List.of(
        line("T001", "01", 5_000), line("T002", "01", 26_000), line("T003", "03", 10_000));
  }

  /** As above, insured as given; without terms not at all. */
  String bill(Map<String, Object> terms) {
    return push(terms).then().statusCode(201).extract().path("id");
  }

  Response push(Map<String, Object> terms) {
    return push(cardNumber, terms);
  }

  static Response push(String cardNumber, Map<String, Object> terms) {
    Map<String, Object> body = new HashMap<>();
    body.put("externalId", "HIS-" + NEXT.incrementAndGet());
    body.put("patient", Map.of("cardNumber", cardNumber));
    if (!terms.isEmpty()) {
      body.put("insurance", terms);
    }
    body.put("lines", lines());
    return his().header("Idempotency-Key", key()).body(body).post("/v1/hospital/bills");
  }

  /** What the bureau holds of this person, oldest first. */
  JsonPath atTheBureau() {
    return given()
        .baseUri(TestResident.sandbox())
        .port(URI.create(TestResident.sandbox()).getPort())
        .get("/control/insured/" + signed.person().idNumber() + "/visits")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  Response plan(String bill, boolean insured, boolean commercial) {
    return plan(bill, insured ? authorisation() : null, commercial);
  }

  /** As above, with an authorisation that was given before; without one not insured. */
  Response plan(String bill, String authorisation, boolean commercial) {
    Map<String, Object> body = new HashMap<>();
    body.put("useMedicalInsurance", authorisation != null);
    if (authorisation != null) {
      body.put("insuranceAuthorisation", Map.of("channel", "WECHAT", "authCode", authorisation));
    }
    body.put("policyInstrumentIds", commercial ? List.of(policy) : List.of());
    body.put("walletInstrumentId", wechat);
    return app().body(body).post("/v1/app/bills/" + bill + "/plan");
  }

  /** Confirms a plan; the payment waits for its payer. */
  String start(String plan) {
    return app()
        .header("Idempotency-Key", key())
        .body(Map.of("planId", plan))
        .post("/v1/app/payments")
        .then()
        .statusCode(202)
        .extract()
        .path("id");
  }

  /** The payer types the password. */
  void approve(String payment) {
    String prepay =
        until(
                () -> app().get("/v1/app/payments/" + payment).jsonPath(),
                json -> "WECHAT_JSAPI".equals(json.getString("nextAction.type")))
            .getString("nextAction.params.package")
            .substring("prepay_id=".length());
    TestPeople.control("/control/payers/" + openid() + "/approve", Map.of("prepayId", prepay));
  }

  @CanIgnoreReturnValue
  JsonPath payment(String id, String status) {
    return until(
        () -> app().get("/v1/app/payments/" + id).jsonPath(),
        json -> status.equals(json.getString("status")));
  }

  /** Asks until it is so. */
  @CanIgnoreReturnValue
  static JsonPath until(Supplier<JsonPath> asking, Predicate<JsonPath> so) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(asking::get, so);
  }

  /** What the wallet's own books say of an account, in fen. */
  static long balance(String account) {
    return given()
        .baseUri(TestResident.sandbox())
        .port(URI.create(TestResident.sandbox()).getPort())
        .queryParam("channel", "wechat")
        .get("/control/books")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .param("account", account)
        .getLong("accounts.find { it.account == account }.balance");
  }

  long atTheWallet() {
    return balance("payer:" + openid());
  }
}
