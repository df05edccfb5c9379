package org.yima.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;

/**
 * The main job of Yima once, end to end: a hospital hands its visit cards over, a resident gets a
 * card, books, pays a mixed bill and gets part of it back. Each step can be told apart, so that the
 * server may be killed between any two.
 */
final class Journey {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String DOMAIN = "h1-card";
  private static final List<String> SHARES =
      List.of(
          "fundShare",
          "accountShare",
          "mutualAidShare",
          "hospitalShare",
          "commercialShare",
          "depositShare",
          "subsidyShare",
          "selfPay");

  /** A step of the journey. */
  record Step(String name, Runnable doing) {}

  private boolean stranded;

  /** Takes a step; after one that failed no other can be taken. */
  void take(Step step) {
    assertThat(stranded).as("an earlier step failed").isFalse();
    stranded = true;
    try {
      step.doing().run();
      stranded = false;
    } finally {
      if (stranded) {
        tellLastCalls(step);
      }
    }
  }

  private final World world;
  private final JsonNode person = World.sample("people.json").get(0);
  private final Map<String, Token> tokens = new HashMap<>();

  private JsonNode hospitalClient;
  private JsonNode terminalClient;
  private String hospitalId;
  private String migration;
  private String cardNumber;
  private String resident;
  private String card;
  private String dynamicCode;
  private String resolution;
  private List<String> patients;
  private String externalId;
  private final Set<String> secrets = new TreeSet<>();
  private String wechat;
  private String insurance;
  private String policy;
  private String appointment;
  private String registrationBill;
  private String bill;
  private String registrationPayment;
  private String plan;
  private Map<String, Long> shares;
  private String payment;
  private String settlementCursor;
  private String refund;
  private String refundPlan;

  Journey(World world) {
    this.world = world;
  }

  /** What the gateways were asked last tells more than our own refusal, and never hides it. */
  private void tellLastCalls(Step step) {
    try {
      String calls = Door.sandbox(world).get("/control/calls").asString();
      System.err.println(step.name() + " failed; last calls: " + calls);
    } catch (Exception unreachable) {
      System.err.println(step.name() + " failed, and the sandbox does not answer");
    }
  }

  List<Step> steps() {
    return List.of(
        new Step("a hospital signs in and hands its extract over", this::handOver),
        new Step("the extract is profiled", () -> migrationStep("profile", "PROFILED")),
        new Step("the dry run tells what would happen", () -> migrationStep("dry-run", "DRY_RUN")),
        new Step("two reviewers approve", this::approveRun),
        new Step("the records enter the index and add up", this::runMigration),
        new Step("a resident signs in and is real-name checked", this::becomeResident),
        new Step("the resident gets a card and shows a dynamic code", this::showCode),
        new Step("a terminal resolves the code", this::resolveCode),
        new Step("the visit cards of the past are found and bound", this::bindVisitCards),
        new Step("the old card number resolves to the same person", this::resolveVisitCard),
        new Step("wallet, insurance and policy are bound", this::bindInstruments),
        new Step("a number is held", this::holdNumber),
        new Step("the fee is paid and the hospital confirms", this::payFee),
        new Step("the hospital pushes a bill", this::pushBill),
        new Step("the plan shows who pays what", this::planBill),
        new Step("one confirmation begins the payment", this::confirmPlan),
        new Step("the payer says yes in the wallet", () -> approveInWallet(payment)),
        new Step("all legs stand", this::allLegsStand),
        new Step("the hospital reads the settlement", this::readSettlement),
        new Step("the receipt shows the shares", this::readReceipt),
        new Step("the hospital releases and refunds a line", this::refundLine),
        new Step("the resident authorises and sees the new share", this::authoriseRefund),
        new Step("the resident confirms it and the line is refunded", this::confirmRefund),
        new Step("the books agree with what was said", this::booksAgree));
  }

  // 1: visit-card migration

  private void handOver() {
    hospitalClient = world.demo().get("hospitals").get(0);
    hospitalId = hospitalClient.get("id").asText();
    JsonNode extract = World.sample("city.json").get("hospitals").get(0).get("extract");
    migration =
        hospital()
            .body(
                Map.of(
                    "name",
                    "h1 visit cards",
                    "domain",
                    DOMAIN,
                    "mapping",
                    plain(extract.get("mapping"))))
            .post("/v1/hospital/migrations")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    hospital()
        .contentType("application/octet-stream")
        .body(World.extract("h1"))
        .put("/v1/hospital/migrations/" + migration + "/files/h1.csv")
        .then()
        .statusCode(200);
    awaitMigration("UPLOADED");
  }

  private static Map<?, ?> plain(JsonNode node) {
    return new ObjectMapper().convertValue(node, Map.class);
  }

  private void migrationStep(String action, String reached) {
    hospital().post("/v1/hospital/migrations/" + migration + "/" + action).then().statusCode(202);
    awaitMigration(reached);
  }

  private void awaitMigration(String status) {
    awaitField(
        () -> hospital().get("/v1/hospital/migrations/" + migration), "status", status, "FAILED");
  }

  private void approveRun() {
    hospital().post("/v1/hospital/migrations/" + migration + "/run").then().statusCode(409);
    List<JsonNode> reviewers = staff("REVIEWER");
    approve(reviewers.get(0));
    hospital().post("/v1/hospital/migrations/" + migration + "/run").then().statusCode(409);
    approve(reviewers.get(1));
    awaitMigration("APPROVED");
  }

  private void approve(JsonNode reviewer) {
    admin(reviewer)
        .body(Map.of("stage", "RUN", "decision", "APPROVE", "reason", "the dry run adds up"))
        .post("/v1/admin/migrations/" + migration + "/approvals")
        .then()
        .statusCode(201);
  }

  private void runMigration() {
    migrationStep("run", "REVIEWING");
    JsonPath report =
        hospital()
            .get("/v1/hospital/migrations/" + migration + "/report")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    assertThat(report.getLong("rowsRead")).isEqualTo(2000);
    assertThat(report.getLong("stored") + report.getLong("quarantined"))
        .isEqualTo(report.getLong("rowsRead"));
    assertThat(report.getLong("quarantined")).isPositive();
    everyFenIsSomewhere(report);
    assertThat(report.getLong("linked"))
        .as("rows that joined a person of an earlier row")
        .isBetween(1L, report.getLong("rowsRead") - ExtractRow.peopleOfH1());
    int limit = 100;
    JsonPath waiting =
        hospital()
            .queryParam("limit", limit)
            .get("/v1/hospital/migrations/" + migration + "/quarantine")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    assertThat(waiting.getList("items")).hasSize(Math.min(limit, report.getInt("quarantined")));
    assertThat(waiting.getList("items.reason", String.class))
        .allSatisfy(reason -> assertThat(reason).isNotBlank());
  }

  /** What is stored and what is set aside are together what the file holds, kind by kind. */
  private static void everyFenIsSomewhere(JsonPath report) {
    Map<String, Long> expected = new TreeMap<>();
    long readable = 0;
    for (ExtractRow row : ExtractRow.ofH1()) {
      if (row.fen().isPresent()) {
        expected.merge(row.kind(), row.fen().getAsLong(), Long::sum);
        readable++;
      }
    }
    Map<String, Long> told = new TreeMap<>();
    long rows = 0;
    for (String part : List.of("balances", "quarantinedBalances")) {
      for (int i = 0; i < report.getList(part).size(); i++) {
        String total = part + "[" + i + "].";
        told.merge(report.getString(total + "kind"), report.getLong(total + "total"), Long::sum);
        rows += report.getLong(total + "rows");
      }
    }
    assertThat(told).isEqualTo(expected);
    assertThat(rows).isEqualTo(readable);
    assertThat(report.getList("balances")).isNotEmpty();
  }

  // 2: card and code

  private void becomeResident() {
    Response made =
        app()
            .body(
                Map.of(
                    "name", person.get("name").asText(),
                    "idType", "RESIDENT_ID",
                    "idNumber", person.get("idNumber").asText(),
                    "phone", person.get("phone").asText(),
                    "relation", "SELF"))
            .post("/v1/app/residents");
    made.then().statusCode(201).body("verification", equalTo("VERIFIED"));
    resident = made.path("id");
  }

  private void showCode() {
    Response issued = app().post("/v1/app/residents/" + resident + "/card");
    issued.then().statusCode(in(List.of(200, 201))).body("status", equalTo("ACTIVE"));
    card = issued.path("id");
    Response code = app().body(Map.of("kind", "DYNAMIC")).post("/v1/app/cards/" + card + "/codes");
    code.then().statusCode(201);
    dynamicCode = code.path("text");
    byte[] png =
        app()
            .queryParam("size", 400)
            .get("/v1/app/codes/" + code.path("id") + ".png")
            .then()
            .statusCode(200)
            .contentType("image/png")
            .extract()
            .asByteArray();
    assertThat(decode(png)).isEqualTo(dynamicCode);
  }

  private static String decode(byte[] png) {
    try {
      return new MultiFormatReader()
          .decode(
              new BinaryBitmap(
                  new HybridBinarizer(
                      new BufferedImageLuminanceSource(
                          ImageIO.read(new ByteArrayInputStream(png))))))
          .getText();
    } catch (IOException | NotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private void resolveCode() {
    terminalClient =
        StreamSupport.stream(world.demo().get("terminals").spliterator(), false)
            .filter(t -> t.get("institutionId").asText().equals(hospitalId))
            .findFirst()
            .orElseThrow();
    // The code of the step before may have run out while the world was started again.
    dynamicCode =
        app()
            .body(Map.of("kind", "DYNAMIC"))
            .post("/v1/app/cards/" + card + "/codes")
            .then()
            .statusCode(201)
            .extract()
            .path("text");
    Response resolved =
        terminal()
            .body(Map.of("text", dynamicCode, "scene", "REGISTER"))
            .post("/v1/terminal/codes/resolve");
    resolved
        .then()
        .statusCode(200)
        .body("kind", equalTo("YIMA_DYNAMIC"))
        .body("allowed", hasItem("IDENTIFY"))
        .body("person.name", equalTo(person.get("name").asText()))
        .body("institutionPatientIds", not(hasSize(0)));
    resolution = resolved.path("resolutionId");
    patients = resolved.path("institutionPatientIds");
    secrets.add(dynamicCode);
    terminal()
        .body(Map.of("text", tampered(dynamicCode), "scene", "REGISTER"))
        .post("/v1/terminal/codes/resolve")
        .then()
        .statusCode(422);
  }

  private static String tampered(String code) {
    int middle = code.length() / 2;
    char other = code.charAt(middle) == 'A' ? 'B' : 'A';
    return code.substring(0, middle) + other + code.substring(middle + 1);
  }

  // 3: visit cards

  private void bindVisitCards() {
    cardNumber = visitCardNumber();
    app()
        .get("/v1/app/residents/" + resident + "/visit-cards")
        .then()
        .statusCode(200)
        .body("items.domain", hasItem(DOMAIN))
        .body("items.status", hasItem("FOUND"));
    app()
        .body(Map.of("hospitalId", hospitalId, "number", cardNumber))
        .post("/v1/app/residents/" + resident + "/visit-cards")
        .then()
        .statusCode(in(List.of(200, 201)))
        .body("status", equalTo("BOUND"));
  }

  private String visitCardNumber() {
    try {
      return Files.readAllLines(
              World.contract("app").getParent().resolveSibling("samples/city/truth.csv"),
              StandardCharsets.UTF_8)
          .stream()
          .map(line -> line.split(","))
          .filter(cells -> cells[0].equals(DOMAIN) && cells[2].equals(person.get("key").asText()))
          .map(cells -> cells[1])
          .reduce((first, last) -> last)
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void resolveVisitCard() {
    terminal()
        .body(Map.of("text", cardNumber, "scene", "REGISTER"))
        .post("/v1/terminal/codes/resolve")
        .then()
        .statusCode(200)
        .body("kind", equalTo("VISIT_CARD"))
        .body("institutionPatientIds", equalTo(patients))
        .body("institutionPatientIds", hasItem(ExtractRow.ofH1(cardNumber).patientId()))
        .body("person.masked", equalTo(true))
        .body("person.name", matchesPattern(masked(person.get("name").asText())))
        .body("allowed", not(hasItem("CHARGE")));
  }

  /** A name of which one letter at least is to be seen, and one is not. */
  private static String masked(String name) {
    return name.codePoints()
        .mapToObj(letter -> "(?:" + Character.toString(letter) + "|\\*)")
        .collect(Collectors.joining("", "(?=.*\\*)(?=.*[^*])", ""));
  }

  // 4: instruments and a number

  private void bindInstruments() {
    String openid = person.get("wechat").get("openid").asText();
    String oauth =
        Door.sandbox(world)
            .post("/control/payers/" + openid + "/oauth-code")
            .then()
            .statusCode(200)
            .extract()
            .path("authCode");
    wechat = instrument("WECHAT", Map.of("authCode", oauth));
    insurance =
        instrument("MEDICAL_INSURANCE", Map.of("channel", "WECHAT", "authCode", authorisation()));
    JsonNode first = person.get("policies").get(0);
    policy =
        instrument(
            "COMMERCIAL_POLICY",
            Map.of(
                "insurerId", insurerId(first.get("insurerId").asText()),
                "policyNumber", first.get("policyNumber").asText()));
    app()
        .get("/v1/app/cards/" + card + "/instruments")
        .then()
        .statusCode(200)
        .body("items.id", hasItems(wechat, insurance, policy))
        .body("items.status", everyItem(equalTo("ACTIVE")));
  }

  private String instrument(String type, Map<String, Object> proof) {
    return app()
        .body(Map.of("type", type, "proof", proof))
        .post("/v1/app/cards/" + card + "/instruments")
        .then()
        .statusCode(201)
        .body("status", equalTo("ACTIVE"))
        .extract()
        .path("id");
  }

  private String authorisation() {
    return Door.sandbox(world)
        .body(Map.of("channel", "WECHAT"))
        .post("/control/insured/" + person.get("idNumber").asText() + "/authorise")
        .then()
        .statusCode(200)
        .extract()
        .path("authCode");
  }

  private String insurerId(String code) {
    List<JsonNode> insurers =
        StreamSupport.stream(world.demo().get("insurers").spliterator(), false).toList();
    JsonNode cityInsurers = World.sample("city.json").get("insurers");
    for (int i = 0; i < insurers.size(); i++) {
      if (cityInsurers.get(i).get("id").asText().equals(code)) {
        return insurers.get(i).get("id").asText();
      }
    }
    throw new IllegalStateException("no insurer " + code);
  }

  private void holdNumber() {
    String department =
        app()
            .get("/v1/app/hospitals/" + hospitalId + "/departments")
            .then()
            .statusCode(200)
            .extract()
            .path("items[0].id");
    JsonPath sessions =
        app()
            .queryParam("departmentId", department)
            .get("/v1/app/sessions")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    String session = sessions.getString("items[0].id");
    String segment = sessions.getString("items[0].segments.find { it.remaining > 0 }.id");
    Map<String, Object> wanted =
        Map.of("residentId", resident, "sessionId", session, "segmentId", segment);
    String key = key();
    Response held = app().header("Idempotency-Key", key).body(wanted).post("/v1/app/appointments");
    held.then().statusCode(201).body("status", equalTo("HELD"));
    appointment = held.path("id");
    registrationBill = held.path("billId");
    // The phone did not hear the answer and sends it again.
    app()
        .header("Idempotency-Key", key)
        .body(wanted)
        .post("/v1/app/appointments")
        .then()
        .statusCode(201)
        .body("id", equalTo(appointment));
  }

  private void payFee() {
    Map<String, Object> body = new HashMap<>();
    body.put("useMedicalInsurance", false);
    body.put("policyInstrumentIds", List.of());
    body.put("walletInstrumentId", wechat);
    Response planned = app().body(body).post("/v1/app/bills/" + registrationBill + "/plan");
    planned.then().statusCode(in(List.of(200, 201)));
    addsUp(planned.jsonPath());
    registrationPayment = start(planned.path("id"), key());
    approveInWallet(registrationPayment);
    awaitField(
        () -> app().get("/v1/app/payments/" + registrationPayment), "status", "PAID", "FAILED");
    awaitField(
        () -> app().get("/v1/app/appointments/" + appointment), "status", "BOOKED", "CANCELLED");
  }

  // 5: a mixed bill

  private void pushBill() {
    Map<String, Object> line1 = line("110200001", "普通门诊诊查费", "01", "1", "50.00", 5000);
    Map<String, Object> line2 = line("XB05XAL211B002020400318", "注射用药", "01", "2", "130.00", 26000);
    Map<String, Object> line3 = line("Z990001", "自费检查", "03", "1", "100.00", 10000);
    externalId = "HIS-" + UUID.randomUUID();
    bill =
        hospital()
            .header("Idempotency-Key", key())
            .body(
                Map.of(
                    "externalId", externalId,
                    "patient", Map.of("resolutionId", resolution),
                    "insurance",
                        Map.of(
                            "medType", "11",
                            "diseaseCode", "I10.x00x002",
                            "insuranceType", "310",
                            "visitId", "V-1",
                            "chargeBatch", "B-1",
                            "mode", "PLATFORM_LED"),
                    "lines", List.of(line1, line2, line3)))
            .post("/v1/hospital/bills")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    app()
        .queryParam("status", "OPEN")
        .get("/v1/app/bills")
        .then()
        .statusCode(200)
        .body("items.id", hasItem(bill));
  }

  private static Map<String, Object> line(
      String code, String name, String insuranceClass, String quantity, String price, long amount) {
    return Map.of(
        "code", code,
        "name", name,
        "insuranceClass", insuranceClass,
        "quantity", new java.math.BigDecimal(quantity),
        "unitPrice", new java.math.BigDecimal(price),
        "amount", amount);
  }

  private void planBill() {
    Response planned = planWith(bill);
    planned.then().statusCode(in(List.of(200, 201)));
    addsUp(planned.jsonPath());
    assertThat(planned.jsonPath().getLong("total")).isEqualTo(41000);
    shares = shares(planned.jsonPath());
    assertThat(shares.get("fundShare")).isPositive();
    assertThat(shares.get("accountShare")).isPositive();
    assertThat(shares.get("commercialShare")).isPositive();
    assertThat(shares.get("selfPay")).isPositive();
    plan = planned.path("id");
  }

  private Response planWith(String billId) {
    Map<String, Object> body = new HashMap<>();
    body.put("useMedicalInsurance", true);
    body.put("insuranceAuthorisation", Map.of("channel", "WECHAT", "authCode", authorisation()));
    body.put("policyInstrumentIds", List.of(policy));
    body.put("walletInstrumentId", wechat);
    return app().body(body).post("/v1/app/bills/" + billId + "/plan");
  }

  private static Map<String, Long> shares(JsonPath answer) {
    Map<String, Long> shares = new TreeMap<>();
    SHARES.forEach(name -> shares.put(name, answer.getLong(name)));
    return shares;
  }

  private static void addsUp(JsonPath answer) {
    assertThat(shares(answer).values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(answer.getLong("total"));
  }

  /** The phone does not hear the answer and confirms again: it is one payment. */
  private void confirmPlan() {
    String key = key();
    payment = start(plan, key);
    assertThat(start(plan, key)).isEqualTo(payment);
  }

  private void allLegsStand() {
    awaitField(() -> app().get("/v1/app/payments/" + payment), "status", "PAID", "FAILED");
    app().get("/v1/app/bills/" + bill).then().statusCode(200).body("status", equalTo("PAID"));
  }

  /** Confirms a plan. */
  private String start(String planId, String key) {
    return app()
        .header("Idempotency-Key", key)
        .body(Map.of("planId", planId))
        .post("/v1/app/payments")
        .then()
        .statusCode(202)
        .extract()
        .path("id");
  }

  /** The payer types the password. */
  private void approveInWallet(String id) {
    JsonPath waiting =
        await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(100))
            .until(
                () -> app().get("/v1/app/payments/" + id).jsonPath(),
                state -> "WECHAT_JSAPI".equals(state.getString("nextAction.type")));
    String prepay = waiting.getString("nextAction.params.package");
    approve(prepay.substring("prepay_id=".length()));
  }

  private void approve(String prepayId) {
    Door.sandbox(world)
        .body(Map.of("prepayId", prepayId))
        .post("/control/payers/" + person.get("wechat").get("openid").asText() + "/approve")
        .then()
        .statusCode(200);
  }

  private void readSettlement() {
    Response feed =
        await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(100))
            .until(
                () -> hospital().queryParam("after", "").get("/v1/hospital/settlements"),
                page -> page.jsonPath().getList("items.billId").contains(bill));
    feed.then().statusCode(200);
    JsonPath settled =
        new JsonPath(feed.asString()).setRootPath("items.find { it.billId == '" + bill + "' }");
    assertThat(settled.getString("type")).isEqualTo("PAID");
    assertThat(settled.getString("externalId")).isEqualTo(externalId);
    for (String share : SHARES) {
      assertThat(settled.getLong("shares." + share)).as(share).isEqualTo(shares.get(share));
    }
    settlementCursor = feed.path("next");
  }

  private void readReceipt() {
    JsonPath receipt = receipt(payment);
    assertThat(receipt.getLong("total")).isEqualTo(41000);
    assertThat(shares(receipt)).isEqualTo(shares);
  }

  private JsonPath receipt(String id) {
    Response receipt = app().get("/v1/app/payments/" + id + "/receipt");
    receipt.then().statusCode(200);
    addsUp(receipt.jsonPath());
    return receipt.jsonPath();
  }

  private void refundLine() {
    Map<String, Object> lines = Map.of("lines", List.of(Map.of("lineNo", 3)));
    hospital()
        .header("Idempotency-Key", key())
        .body(lines)
        .post("/v1/hospital/bills/" + bill + "/refunds")
        .then()
        .statusCode(422)
        .body("code", equalTo("refund.not-released"));
    hospital()
        .header("Idempotency-Key", key())
        .body(lines)
        .post("/v1/hospital/bills/" + bill + "/release")
        .then()
        .statusCode(200);
    Response asked =
        hospital()
            .header("Idempotency-Key", key())
            .body(lines)
            .post("/v1/hospital/bills/" + bill + "/refunds");
    asked.then().statusCode(202).body("status", equalTo("AWAITING_AUTHORISATION"));
    refund = asked.path("id");
  }

  private void authoriseRefund() {
    Response authorised =
        app()
            .header("Idempotency-Key", key())
            .body(
                Map.of(
                    "insuranceAuthorisation",
                    Map.of("channel", "WECHAT", "authCode", authorisation())))
            .post("/v1/app/refunds/" + refund + "/authorise");
    authorised.then().statusCode(in(List.of(200, 202)));
    JsonPath waiting =
        await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(100))
            .until(
                () -> app().get("/v1/app/refunds/" + refund).jsonPath(),
                state -> "AWAITING_CONFIRMATION".equals(state.getString("status")));
    assertThat(waiting.getLong("plan.total")).isEqualTo(31000);
    assertThat(receipt(payment).getLong("total")).as("nothing is reversed yet").isEqualTo(41000);
    refundPlan = waiting.getString("plan.id");
  }

  private void confirmRefund() {
    app()
        .header("Idempotency-Key", key())
        .body(Map.of("planId", refundPlan))
        .post("/v1/app/refunds/" + refund + "/confirm")
        .then()
        .statusCode(in(List.of(200, 202)));
    awaitField(() -> app().get("/v1/app/refunds/" + refund), "status", "DONE", "FAILED");
    JsonPath feed =
        await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(100))
            .until(
                () ->
                    hospital()
                        .queryParam("after", settlementCursor)
                        .get("/v1/hospital/settlements")
                        .jsonPath(),
                page -> page.getList("items.type").contains("REFUNDED"));
    assertThat(feed.getList("items.billId")).containsExactly(bill);
    assertThat(feed.getList("items.externalId")).containsExactly(externalId);
    JsonPath stands = receipt(payment);
    assertThat(stands.getLong("total")).isEqualTo(31000);
    for (String share : SHARES) {
      assertThat(shares.get(share) - feed.getLong("items[0].shares." + share))
          .as("paid less refunded, " + share)
          .isEqualTo(stands.getLong(share));
    }
  }

  /** The gateways' own books: what each really lost or got is what the receipts say. */
  private void booksAgree() {
    JsonPath paid = app().get("/v1/app/payments/" + payment).jsonPath();
    assertThat(paid.getString("status")).isEqualTo("PARTLY_REFUNDED");
    JsonPath stands = receipt(payment);
    assertThat(stands.getLong("total")).isEqualTo(31000);
    Map<String, Long> now = shares(stands);
    long fee = receipt(registrationPayment).getLong("selfPay");
    String payer = "payer:" + person.get("wechat").get("openid").asText();
    assertThat(gained("wechat", payer)).isEqualTo(-fee - now.get("selfPay"));
    String merchant =
        "merchant:" + World.sample("city.json").at("/hospitals/0/merchant/subMchid").asText();
    assertThat(gained("wechat", merchant)).isEqualTo(fee + now.get("selfPay"));
    assertThat(gained("wechat", "merchant:"))
        .as("no other merchant")
        .isEqualTo(fee + now.get("selfPay"));
    assertThat(gained("bureau", "institution:"))
        .isEqualTo(now.get("fundShare") + now.get("accountShare") + now.get("mutualAidShare"));
    // What is guaranteed is claimed after the payment stands.
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(gained("insurer", "institution:"))
                    .isEqualTo(now.get("commercialShare")));
  }

  /** What the accounts whose names begin so have got less what they have lost, in fen. */
  private long gained(String channel, String accounts) {
    JsonPath books =
        Door.sandbox(world)
            .queryParam("channel", channel)
            .get("/control/books")
            .then()
            .statusCode(200)
            .body("sum", equalTo(0))
            .extract()
            .jsonPath();
    List<Map<String, Object>> all = books.getList("accounts");
    return all.stream()
        .filter(account -> account.get("account").toString().startsWith(accounts))
        .mapToLong(
            account ->
                ((Number) account.get("received")).longValue()
                    - ((Number) account.get("lost")).longValue())
        .sum();
  }

  /** What must not be read anywhere but where it belongs: of the person, and what opens doors. */
  Set<String> secrets() {
    Set<String> all = new TreeSet<>(secrets);
    all.add(cardNumber);
    all.add(dynamicCode);
    all.add(person.get("name").asText());
    all.add(person.get("idNumber").asText());
    all.add(person.get("phone").asText());
    all.add(person.at("/wechat/openid").asText());
    all.add(person.at("/policies/0/policyNumber").asText());
    tokens.values().forEach(token -> all.add(token.value()));
    return all;
  }

  // helpers

  private void awaitField(Supplier<Response> asking, String field, String wanted, String givenUp) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> asking.get().jsonPath().getString(field),
            value -> {
              assertThat(value).isNotEqualTo(givenUp);
              return wanted.equals(value);
            });
  }

  /** An access token and when it was given; it lives ten minutes, a journey may take longer. */
  private record Token(String value, Instant given) {
    boolean fresh() {
      return given.isAfter(Instant.now().minusSeconds(300));
    }
  }

  private String token(String whose, Supplier<String> signIn) {
    Token known = tokens.get(whose);
    if (known == null || !known.fresh()) {
      known = new Token(signIn.get(), Instant.now());
      tokens.put(whose, known);
    }
    return known.value();
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  private RequestSpecification hospital() {
    return Door.of(
        world, "hospital", token("hospital", () -> SignIn.client(world, hospitalClient)));
  }

  private RequestSpecification terminal() {
    return Door.of(
        world, "terminal", token("terminal", () -> SignIn.client(world, terminalClient)));
  }

  private RequestSpecification app() {
    String phone = person.get("phone").asText();
    return Door.of(world, "app", token("app", () -> SignIn.resident(world, phone)));
  }

  private RequestSpecification admin(JsonNode member) {
    String login = member.get("login").asText();
    return Door.of(world, "admin", token(login, () -> SignIn.staff(world, member)));
  }

  private List<JsonNode> staff(String role) {
    return StreamSupport.stream(world.demo().get("staff").spliterator(), false)
        .filter(member -> member.get("role").asText().equals(role))
        .toList();
  }
}
