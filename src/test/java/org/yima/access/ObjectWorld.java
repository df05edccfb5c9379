package org.yima.access;

import static io.restassured.RestAssured.given;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.yima.PostgresResource;
import org.yima.TestClient;
import org.yima.TestPeople;
import org.yima.TestPeople.Signed;
import org.yima.TestReader;
import org.yima.TestResident;
import org.yima.TestStaff;
import org.yima.platform.Role;

/**
 * One of two alike: a hospital with its clients and a resident of its own, and one object of every
 * kind. Everything is made over the real doors.
 */
final class ObjectWorld {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static String insurer;

  private final String day = LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(2).toString();

  private final String name;
  private final Map<String, String> ids = new HashMap<>();
  private final Map<Role, String> tokens = new EnumMap<>(Role.class);

  private final Signed resident = TestPeople.resident();
  private String cardNumber;
  private String code;
  private TestReader reader;

  ObjectWorld(String name, int place) {
    this.name = name;
    String hospital =
        TestClient.institution(
            "HOSPITAL",
            name,
            Map.of(
                "domain",
                name,
                "merchants",
                Map.of("wechatSubMchid", PostgresResource.SUB_MCHIDS.get(place))));
    ids.put("HOSPITAL", hospital);
    tokens.put(Role.RESIDENT, resident.token());
    tokens.put(Role.OPERATOR, TestStaff.operator());
    tokens.put(Role.HOSPITAL, TestClient.of(hospital, "HOSPITAL").token());
    tokens.put(Role.TERMINAL, TestClient.of(hospital, "TERMINAL").token());
    String login = name + ".reviewer";
    ids.put("STAFF", TestClient.staff(login, "REVIEWER", null));
    tokens.put(Role.REVIEWER, TestStaff.token(login));
    ids.put("COLLEAGUE", TestClient.staff(name + ".staff", "HOSPITAL_STAFF", hospital));
    tokens.put(Role.HOSPITAL_STAFF, TestStaff.token(name + ".staff"));
    card();
    clinic();
    money();
    proxy();
    counter();
    systems();
    temporary();
    takeover();
    batch();
  }

  String id(String kind) {
    return switch (kind) {
      case "FRESH" -> UUID.randomUUID().toString();
      case "DATE" -> day;
      default -> java.util.Objects.requireNonNull(ids.get(kind), kind);
    };
  }

  void put(String kind, String id) {
    ids.put(kind, id);
  }

  Map<String, String> ids() {
    return ids;
  }

  String idNumber() {
    return resident.person().idNumber();
  }

  RequestSpecification as(Role role) {
    return as(tokens.get(role));
  }

  private static RequestSpecification as(String token) {
    return given()
        .auth()
        .oauth2(token)
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .contentType(ContentType.JSON);
  }

  @CanIgnoreReturnValue
  private ValidatableResponse post(Role role, String path, Map<String, ?> body, int status) {
    return as(role).body(body).post(path).then().statusCode(status);
  }

  private String made(Role role, String path, Map<String, ?> body) {
    return post(role, path, body, 201).extract().path("id");
  }

  private void card() {
    ids.put("RESIDENT", resident.residentId());
    ValidatableResponse card =
        post(Role.RESIDENT, "/v1/app/residents/" + resident.residentId() + "/card", Map.of(), 201);
    ids.put("CARD", card.extract().path("id"));
    cardNumber = card.extract().path("number");
    String cardPath = "/v1/app/cards/" + id("CARD");
    ValidatableResponse issued =
        post(Role.RESIDENT, cardPath + "/codes", Map.of("kind", "STATIC"), 201);
    ids.put("CODE", issued.extract().path("id"));
    code = issued.extract().path("text");
    TestPeople.control(
        "/control/payers", Map.of("channel", "WECHAT", "ref", openid(), "balance", 1_000_000));
    ids.put(
        "WALLET",
        made(
            Role.RESIDENT,
            cardPath + "/instruments",
            Map.of("type", "WECHAT", "proof", Map.of("authCode", authCode()))));
    policy(cardPath);
  }

  private void policy(String cardPath) {
    ids.put("INSURER", insurer());
    String number = "P-" + name;
    TestPeople.control(
        "/control/policies",
        Map.of(
            "insurerId",
            "insurer-1",
            "policyNumber",
            number,
            "idNumber",
            resident.person().idNumber(),
            "name",
            resident.person().name(),
            "kind",
            "DIRECT",
            "ratio",
            0.5,
            "limit",
            1_000_000));
    ids.put(
        "POLICY",
        made(
            Role.RESIDENT,
            cardPath + "/instruments",
            Map.of(
                "type",
                "COMMERCIAL_POLICY",
                "proof",
                Map.of("insurerId", id("INSURER"), "policyNumber", number))));
  }

  private static String insurer() {
    if (insurer == null) {
      insurer = TestClient.insurer("objects-insurer", "insurer-1");
    }
    return insurer;
  }

  private String openid() {
    return "openid-" + name;
  }

  /** A code that the wallet gives the resident once. */
  String authCode() {
    return given()
        .baseUri(TestResident.sandbox())
        .port(URI.create(TestResident.sandbox()).getPort())
        .contentType(ContentType.JSON)
        .body(Map.of())
        .post("/control/payers/" + openid() + "/oauth-code")
        .then()
        .statusCode(200)
        .extract()
        .path("authCode");
  }

  private void clinic() {
    String department = "D-" + name;
    String doctor = "X-" + name;
    String session = "M-" + name;
    ids.put("DEPARTMENT_CODE", department);
    ids.put("DOCTOR_CODE", doctor);
    ids.put("SESSION_CODE", session);
    ids.put("DEPARTMENT", published("departments/" + department, Map.of("name", "内科")));
    ids.put(
        "DOCTOR",
        published("doctors/" + doctor, Map.of("name", "王医生", "departmentCode", department)));
    ValidatableResponse put =
        as(Role.HOSPITAL)
            .body(session(department, doctor))
            .put("/v1/hospital/sessions/" + session)
            .then()
            .statusCode(200);
    ids.put("SESSION", put.extract().path("id"));
    ids.put("SEGMENT", put.extract().path("segments[0].id"));
    ids.put(
        "APPOINTMENT",
        made(
            Role.RESIDENT,
            "/v1/app/appointments",
            Map.of(
                "residentId", id("RESIDENT"),
                "sessionId", id("SESSION"),
                "segmentId", id("SEGMENT"))));
  }

  private String published(String path, Map<String, ?> body) {
    return as(Role.HOSPITAL)
        .body(body)
        .put("/v1/hospital/" + path)
        .then()
        .statusCode(200)
        .extract()
        .path("id");
  }

  private Map<String, Object> session(String department, String doctor) {
    return Map.of(
        "departmentCode",
        department,
        "doctorCode",
        doctor,
        "date",
        day,
        "fee",
        0,
        "segments",
        List.of(
            Map.of("code", "S0", "from", "08:00", "to", "09:00", "pool", "APP", "capacity", 9)));
  }

  private void money() {
    ids.put("BILL", paid());
    ids.put("OPEN_BILL", bill("open"));
    ids.put("PLAN", plan(id("OPEN_BILL")));
    ids.put("WINDOW_BILL", bill("window"));
  }

  private String paid() {
    String bill = bill("paid");
    String payment =
        post(Role.RESIDENT, "/v1/app/payments", Map.of("planId", plan(bill)), 202)
            .extract()
            .path("id");
    ids.put("PAYMENT", payment);
    String prepay =
        until("/v1/app/payments/" + payment, p -> wallet(p))
            .getString("nextAction.params.package")
            .substring("prepay_id=".length());
    TestPeople.control("/control/payers/" + openid() + "/approve", Map.of("prepayId", prepay));
    until("/v1/app/payments/" + payment, p -> "PAID".equals(p.get("status")));
    ids.put(
        "REFUND_REQUEST",
        made(
            Role.RESIDENT,
            "/v1/app/payments/" + payment + "/refund-requests",
            Map.of("lines", List.of(Map.of("lineNo", 1)), "reason", "未使用")));
    Map<String, Object> line = Map.of("lines", List.of(Map.of("lineNo", 2)));
    post(Role.HOSPITAL, "/v1/hospital/bills/" + bill + "/release", line, 200);
    ids.put(
        "REFUND",
        post(Role.HOSPITAL, "/v1/hospital/bills/" + bill + "/refunds", line, 202)
            .extract()
            .path("id"));
    return bill;
  }

  private static boolean wallet(JsonPath payment) {
    return "WECHAT_JSAPI".equals(payment.getString("nextAction.type"));
  }

  @CanIgnoreReturnValue
  private JsonPath until(String path, Predicate<JsonPath> so) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> as(Role.RESIDENT).get(path).jsonPath(), so);
  }

  private String bill(String externalId) {
    return made(
        Role.HOSPITAL,
        "/v1/hospital/bills",
        Map.of(
            "externalId",
            externalId,
            "patient",
            Map.of("cardNumber", cardNumber),
            "lines",
            List.of(line("C1", 700), line("C2", 300))));
  }

  private static Map<String, Object> line(String code, long amount) {
    return Map.of(
        "code",
        code,
        "name",
        "项目",
        "insuranceClass",
        "03",
        "quantity",
        1,
        "unitPrice",
        1,
        "amount",
        amount);
  }

  private String plan(String bill) {
    return made(
        Role.RESIDENT,
        "/v1/app/bills/" + bill + "/plan",
        Map.of("useMedicalInsurance", false, "walletInstrumentId", id("WALLET")));
  }

  /** Somebody else wishes to act for the resident. */
  private void proxy() {
    Signed relative = TestPeople.resident();
    as(relative.token())
        .body(resident.person().body("SPOUSE"))
        .post("/v1/app/residents")
        .then()
        .statusCode(202);
    ids.put(
        "PROXY",
        until("/v1/app/proxies", p -> p.getList("items").size() == 1).getString("items[0].id"));
  }

  private void counter() {
    ids.put("RESOLUTION", resolution(code));
    ids.put("PATIENT", "PAT-" + name);
    post(
        Role.HOSPITAL,
        "/v1/hospital/patients",
        Map.of("resolutionId", id("RESOLUTION"), "patientId", id("PATIENT")),
        201);
    charged();
  }

  private void charged() {
    ids.put(
        "CHARGE",
        post(
                Role.TERMINAL,
                "/v1/terminal/charges",
                Map.of("resolutionId", resolution(shown()), "billId", bill("till")),
                202)
            .extract()
            .path("id"));
    ids.put("PAYING_SCAN", resolution(shown()));
  }

  private String shown() {
    return post(
            Role.RESIDENT, "/v1/app/cards/" + id("CARD") + "/codes", Map.of("kind", "DYNAMIC"), 201)
        .extract()
        .path("text");
  }

  private String resolution(String text) {
    return post(
            Role.TERMINAL,
            "/v1/terminal/codes/resolve",
            Map.of("text", text, "scene", "REGISTER"),
            200)
        .extract()
        .path("resolutionId");
  }

  /** Two people without a document: one still is, the other turned out to be the resident. */
  private void temporary() {
    String people = "/v1/staff/temporary-residents";
    ids.put("TEMPORARY", made(Role.HOSPITAL_STAFF, people, Map.of("kind", "UNCONSCIOUS")));
    String merged = made(Role.HOSPITAL_STAFF, people, Map.of("kind", "UNCONSCIOUS"));
    ids.put(
        "MERGE",
        post(
                Role.HOSPITAL_STAFF,
                people + "/" + merged + "/upgrade",
                Map.of("cardRead", reader.read(resident.person())),
                200)
            .extract()
            .path("mergeId"));
  }

  /** Somebody with another phone would prove by face to be the resident. */
  private void takeover() {
    ids.put(
        "TAKEOVER",
        as(TestResident.signIn(TestPeople.unknown().phone()))
            .body(
                Map.of(
                    "name", resident.person().name(),
                    "idType", "RESIDENT_ID",
                    "idNumber", resident.person().idNumber()))
            .post("/v1/app/takeovers")
            .then()
            .statusCode(201)
            .extract()
            .path("id"));
  }

  private void batch() {
    Map<String, String> row =
        Map.of(
            "name", resident.person().name(),
            "idType", "RESIDENT_ID",
            "idNumber", resident.person().idNumber());
    ids.put(
        "CARD_BATCH",
        post(Role.HOSPITAL, "/v1/hospital/card-batches", Map.of("rows", List.of(row)), 202)
            .extract()
            .path("id"));
  }

  private void systems() {
    ids.put(
        "BACKTEST",
        post(Role.OPERATOR, "/v1/admin/backtests", Map.of("source", "UPLOAD"), 202)
            .extract()
            .path("id"));
    reader = new TestReader(id("HOSPITAL"));
    ids.put("READER", reader.id());
    ids.put(
        "WEBHOOK",
        made(
            Role.HOSPITAL,
            "/v1/hospital/webhooks",
            Map.of("url", "http://127.0.0.1:9/" + name, "events", List.of("bill.paid"))));
    ids.put(
        "MIGRATION",
        made(
            Role.HOSPITAL,
            "/v1/hospital/migrations",
            Map.of(
                "name",
                name,
                "domain",
                name,
                "mapping",
                Map.of("columns", Map.of("cardNumber", "no", "name", "name")))));
  }
}
