package org.yima.gateway.signed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.insurer.Claim;
import org.yima.gateway.insurer.ClaimDocument;
import org.yima.gateway.insurer.ClaimOrder;
import org.yima.gateway.insurer.ClaimPayment;
import org.yima.gateway.insurer.Eligibility;
import org.yima.gateway.insurer.EligibilityQuestion;
import org.yima.gateway.insurer.Guarantee;
import org.yima.gateway.insurer.GuaranteeOrder;
import org.yima.gateway.insurer.InsurerNotification;
import org.yima.gateway.insurer.InsurerStatement;
import org.yima.gateway.insurer.QuoteRequest;
import org.yima.gateway.insurer.RapidClaim;
import org.yima.gateway.insurer.ReversalOrder;
import org.yima.gateway.tck.Days;
import org.yima.gateway.tck.Hearing;
import org.yima.gateway.tck.InsurerSection;
import org.yima.gateway.tck.Reporting.Told;
import org.yima.gateway.tck.SandboxWorld;

/**
 * The insurer port in both kinds, against the sandbox, with a listener between that holds every
 * message of both sides to {@code openapi/insurer-port.yaml}.
 */
class InsurerPortTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Schemas SCHEMAS = new Schemas(Path.of("../openapi/insurer-port.yaml"));
  private static final String HEX64 = "00".repeat(32);
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final Set<String> seen = new ConcurrentSkipListSet<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Days days = Days.fromNow();
  private Hearing hearing;
  private SandboxWorld world;
  private HttpServer between;
  private SignedInsurer insurer;
  private SignedInsurerNotifications notifications;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    hearing = Hearing.open();
    world = SandboxWorld.start(folder, InsurerSection.of(folder, hearing.of("told").toString()));
    between = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    between.createContext("/", this::pass);
    between.start();
    insurer =
        new SignedInsurer(
            InsurerSection.settings(
                URI.create("http://127.0.0.1:" + between.getAddress().getPort())),
            InstantSource.system(),
            new SecureRandom());
    notifications = InsurerSection.notifications(InstantSource.system());
  }

  @AfterEach
  void stop() {
    between.stop(0);
    world.close();
    hearing.close();
    assertThat(faults).isEmpty();
  }

  /** Hands a message on as it is, and looks at it on its way there and back. */
  private void pass(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(world.uri().resolve(exchange.getRequestURI().getRawPath()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              if (lower.startsWith("content-d")
                  || lower.startsWith("signature")
                  || lower.startsWith("yima")) {
                request.header(name, values.get(0));
              }
            });
    HttpResponse<byte[]> answer;
    try {
      answer = http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(stopped);
    }
    look(exchange, body, answer);
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!name.equals("content-length") && !name.equals("date")) {
                exchange.getResponseHeaders().set(name, values.get(0));
              }
            });
    exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
    exchange.getResponseBody().write(answer.body());
    exchange.close();
  }

  private void look(HttpExchange exchange, byte[] body, HttpResponse<byte[]> answer)
      throws IOException {
    String path =
        exchange.getRequestURI().getPath().substring(("/insurers/" + InsurerSection.ID).length());
    JsonNode operation = operation(path, exchange.getRequestMethod().toLowerCase(Locale.ROOT));
    String name = operation.path("operationId").asText();
    seen.add(name);
    if (body.length > 0) {
      faults.addAll(
          SCHEMAS.faults(
              operation.at("/requestBody/content/application~1json/schema"), JSON.readTree(body)));
    }
    JsonNode described = operation.path("responses").path("" + answer.statusCode());
    if (described.isMissingNode()) {
      faults.add(name + " answers " + answer.statusCode());
    } else {
      faults.addAll(
          SCHEMAS.faults(
              SCHEMAS.resolved(described).at("/content/application~1json/schema"),
              JSON.readTree(answer.body())));
    }
  }

  private static JsonNode operation(String path, String method) {
    for (Map.Entry<String, JsonNode> each : SCHEMAS.document().path("paths").properties()) {
      if (path.matches(each.getKey().replaceAll("\\{[a-zA-Z]+\\}", "[^/]+"))) {
        return each.getValue().path(method);
      }
    }
    throw new AssertionError(path + " is not described");
  }

  private static QuoteRequest quote(String number, String policyRef) {
    return new QuoteRequest("Q" + number, policyRef, hospital(), bill(number), basic());
  }

  private static QuoteRequest.Institution hospital() {
    return new QuoteRequest.Institution("H99010000001", "第一医院");
  }

  private static QuoteRequest.Bill bill(String number) {
    return new QuoteRequest.Bill(
        "B" + number, 1, 10_000, List.of(new QuoteRequest.Line(1, "C", "项目", 10_000)));
  }

  private static QuoteRequest.BasicInsurance basic() {
    return new QuoteRequest.BasicInsurance(6_000, 0, 4_000);
  }

  private static ClaimOrder claim(String number, long fen) {
    return new ClaimOrder(
        number, "G" + number, fen, new ClaimOrder.SettlementShares("S1", 6_000, 0, 4_000));
  }

  private static RapidClaim rapid(String number, String policyRef) {
    return new RapidClaim(
        number,
        policyRef,
        hospital(),
        bill(number),
        basic(),
        4_000,
        "S1",
        "C" + number,
        List.of(new ClaimDocument(ClaimDocument.Kind.E_INVOICE, "0001", HEX64)));
  }

  private InsurerNotification told() {
    Told told = hearing.next("told");
    try {
      JsonNode body = JSON.readTree(told.body());
      JsonNode schema = SCHEMAS.document().at("/components/schemas/Notification");
      faults.addAll(SCHEMAS.faults(schema, body));
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
    return notifications.parse("POST", "/told", told.headers(), told.body());
  }

  private int payout() {
    return world.control("insurers/" + InsurerSection.ID + "/pay", Map.of()).path("paid").asInt();
  }

  @Test
  void aDirectPolicyGuaranteesIsClaimedPaysAndTakesBack() {
    String policyRef = InsurerSection.policy(world, "P-1", "DIRECT", "at-once", "");
    assertThat(
            insurer
                .checkEligibility(
                    new EligibilityQuestion(
                        "E1",
                        "P-1",
                        new EligibilityQuestion.Holder("甲", "RESIDENT_ID", "990101199001010019")))
                .toOptional()
                .flatMap(Eligibility::kind))
        .contains(Eligibility.PolicyKind.DIRECT);
    assertThat(insurer.quote(quote("1", policyRef)).toOptional().orElseThrow().coveredFen())
        .isEqualTo(3_200);
    assertThat(insurer.guarantee(new GuaranteeOrder("G1", "Q1", 3_200)).isFinal()).isTrue();
    assertThat(insurer.claim(claim("1", 3_200)))
        .isEqualTo(Outcome.succeeded(new Claim("1", Claim.State.ACCEPTED, 3_200, 0)));
    assertThat(insurer.payments("1")).isEqualTo(Outcome.succeeded(List.of()));
    assertThat(world.balance("insurer", "institution:H99010000001")).isZero();
    assertThat(payout()).isEqualTo(1);
    assertThat(payout()).isZero();
    assertThat(world.balance("insurer", "institution:H99010000001")).isEqualTo(3_200);
    assertThat(told())
        .isInstanceOfSatisfying(
            InsurerNotification.ClaimPaid.class,
            paid ->
                assertThat(insurer.payments("1"))
                    .isEqualTo(Outcome.succeeded(List.of(paid.payment()))));
    assertThat(insurer.reverse(new ReversalOrder("R1", "1", 1_200, "退费")).isFinal()).isTrue();
    List<InsurerStatement> statements =
        days.seen().stream().map(day -> insurer.statement(day).toOptional().orElseThrow()).toList();
    assertThat(statements.stream().mapToLong(InsurerStatement::totalFen).sum()).isEqualTo(2_000);
    assertThat(statements.stream().flatMap(statement -> statement.lines().stream()))
        .containsExactly(
            new InsurerStatement.Line(InsurerStatement.Kind.CLAIM, "1", 3_200),
            new InsurerStatement.Line(InsurerStatement.Kind.REVERSAL, "R1", 1_200));
  }

  /** Taken with 202; the decision carries the request's correlation, and the query has it. */
  @Test
  void aGuaranteeAndAClaimMayBeDecidedLater() {
    String policyRef = InsurerSection.policy(world, "P-2", "DIRECT", "later", "");
    assertThat(insurer.quote(quote("2", policyRef)).isFinal()).isTrue();
    GuaranteeOrder order = new GuaranteeOrder("G2", "Q2", 3_200);
    assertThat(insurer.guarantee(order)).isInstanceOf(Outcome.Pending.class);
    assertThat(told())
        .isInstanceOfSatisfying(
            InsurerNotification.GuaranteeDecided.class,
            decided -> {
              assertThat(decided.guarantee().state()).isEqualTo(Guarantee.State.GUARANTEED);
              assertThat(decided.guarantee().amountFen()).isEqualTo(3_200);
              assertThat(Conversation.guarantee("G2").holds(decided.correlationId())).isTrue();
            });
    assertThat(insurer.guarantee(order).toOptional().map(Guarantee::state))
        .as("the same order, sent again")
        .contains(Guarantee.State.GUARANTEED);
    assertThat(insurer.queryGuarantee("G2").toOptional().map(Guarantee::state))
        .contains(Guarantee.State.GUARANTEED);
    assertThat(insurer.claim(claim("2", 3_200))).isInstanceOf(Outcome.Pending.class);
    assertThat(told())
        .isInstanceOfSatisfying(
            InsurerNotification.ClaimDecided.class,
            decided ->
                assertThat(decided.claim())
                    .isEqualTo(new Claim("2", Claim.State.ACCEPTED, 3_200, 0)));
    assertThat(insurer.queryClaim("2").toOptional().map(Claim::state))
        .contains(Claim.State.ACCEPTED);
  }

  /**
   * Releases and decisions meet in any order. Whichever is first, nothing stands and nothing is
   * held afterwards.
   */
  @Test
  void whatIsReleasedWhileItIsDecidedNeverStands() {
    String policyRef = limited("later");
    List<String> numbers = IntStream.range(10, 34).mapToObj(Integer::toString).toList();
    numbers.forEach(
        number -> assertThat(insurer.quote(quote(number, policyRef)).isFinal()).isTrue());
    numbers.stream().parallel().forEach(this::orderAndRelease);
    assertThat(numbers)
        .allSatisfy(
            number ->
                assertThat(insurer.queryGuarantee("G" + number).toOptional().orElseThrow().state())
                    .isIn(Guarantee.State.RELEASED, Guarantee.State.DECLINED));
    assertThat(limited("at-once")).isEqualTo(policyRef);
    for (String number : List.of("40", "41", "42", "43")) {
      assertThat(insurer.quote(quote(number, policyRef)).isFinal()).isTrue();
      assertThat(
              insurer
                  .guarantee(new GuaranteeOrder("G" + number, "Q" + number, 3_200))
                  .toOptional()
                  .map(Guarantee::state))
          .contains(Guarantee.State.GUARANTEED);
    }
  }

  private void orderAndRelease(String number) {
    GuaranteeOrder order = new GuaranteeOrder("G" + number, "Q" + number, 3_200);
    assertThat(insurer.guarantee(order)).isInstanceOf(Outcome.Pending.class);
    // Each waits for as many others as its number says, so that they meet their decisions at
    // different times.
    for (int i = 0; i < Integer.parseInt(number) % 6; i++) {
      assertThat(insurer.queryGuarantee(order.guaranteeId()))
          .isNotInstanceOf(Outcome.Unknown.class);
    }
    assertThat(insurer.release(order.guaranteeId(), "取消").toOptional().orElseThrow().state())
        .isIn(Guarantee.State.RELEASED, Guarantee.State.DECLINED);
  }

  /** A policy that holds four guarantees of 32 yuan. */
  private String limited(String answers) {
    return world
        .control(
            "policies",
            Map.of(
                "insurerId",
                InsurerSection.ID,
                "policyNumber",
                "P-9",
                "idNumber",
                "990101199001010019",
                "name",
                "甲",
                "answers",
                answers,
                "ratio",
                "0.8",
                "limit",
                12_800))
        .path("policyRef")
        .asText();
  }

  @Test
  void anOrderThatArrivesAfterItsReleaseGivesNothing() {
    String policyRef = InsurerSection.policy(world, "P-10", "DIRECT", "at-once", "");
    assertThat(insurer.quote(quote("50", policyRef)).isFinal()).isTrue();
    for (int i = 0; i < 2; i++) {
      assertThat(insurer.release("G50", "取消"))
          .isEqualTo(Outcome.declined(DeclineReason.NOT_FOUND, "not-found"));
    }
    assertThat(insurer.guarantee(new GuaranteeOrder("G50", "Q50", 3_200)))
        .isEqualTo(Outcome.declined(DeclineReason.CLOSED, "guarantee.released"));
    assertThat(insurer.queryGuarantee("G50").toOptional()).contains(Guarantee.notFound("G50"));
  }

  /** What it lacks was said before anything was done: the same claim is taken once it is whole. */
  @ParameterizedTest
  @ValueSource(strings = {"at-once", "later"})
  void anInsurerThatWantsTheInvoiceTakesNoClaimWithoutIt(String answers) {
    String policyRef =
        world
            .control(
                "policies",
                Map.of(
                    "insurerId",
                    InsurerSection.ID,
                    "policyNumber",
                    "P-11-" + answers,
                    "idNumber",
                    "990101199001010019",
                    "name",
                    "甲",
                    "answers",
                    answers,
                    "documents",
                    List.of("E_INVOICE"),
                    "ratio",
                    "0.8",
                    "limit",
                    1_000_000))
            .path("policyRef")
            .asText();
    assertThat(insurer.quote(quote("60", policyRef)).isFinal()).isTrue();
    boolean decided = insurer.guarantee(new GuaranteeOrder("G60", "Q60", 3_200)).isFinal();
    if (!decided) {
      assertThat(told()).isInstanceOf(InsurerNotification.GuaranteeDecided.class);
    }
    Outcome<Claim> missing = Outcome.declined(DeclineReason.INVALID_REQUEST, "documents.missing");
    ClaimOrder bare = claim("60", 3_200);
    assertThat(insurer.claim(bare)).isEqualTo(missing);
    assertThat(insurer.claim(with(bare, ClaimDocument.Kind.SETTLEMENT))).isEqualTo(missing);
    assertThat(insurer.queryClaim("60").toOptional()).contains(Claim.notFound("60"));
    ClaimOrder whole = with(bare, ClaimDocument.Kind.E_INVOICE);
    if (insurer.claim(whole) instanceof Outcome.Pending<Claim>) {
      assertThat(told()).isInstanceOf(InsurerNotification.ClaimDecided.class);
    }
    assertThat(insurer.claim(whole).toOptional().map(Claim::state)).contains(Claim.State.ACCEPTED);
  }

  private static ClaimOrder with(ClaimOrder order, ClaimDocument.Kind kind) {
    return new ClaimOrder(
        order.claimId(),
        order.guaranteeId(),
        order.amountFen(),
        order.settlement(),
        List.of(new ClaimDocument(kind, "99062601-0000000001", HEX64)));
  }

  @Test
  void aRapidClaimIsPaidToTheInsured() {
    String policyRef = InsurerSection.policy(world, "P-3", "RAPID", "later", "");
    assertThat(insurer.submit(rapid("3", policyRef))).isInstanceOf(Outcome.Pending.class);
    assertThat(told())
        .isInstanceOfSatisfying(
            InsurerNotification.ClaimDecided.class,
            decided -> assertThat(decided.claim().amountFen()).isEqualTo(3_200));
    assertThat(payout()).isEqualTo(1);
    assertThat(told())
        .isInstanceOfSatisfying(
            InsurerNotification.ClaimPaid.class,
            paid -> {
              assertThat(paid.payment().payee()).isEqualTo(ClaimPayment.Payee.INSURED);
              assertThat(paid.payment().amountFen()).isEqualTo(3_200);
            });
    assertThat(world.balance("insurer", "insured:" + policyRef)).isEqualTo(3_200);
    assertThat(insurer.reverse(new ReversalOrder("R3", "3", 100, "退费")))
        .isInstanceOf(Outcome.Declined.class);
  }

  @Test
  void aRapidClaimNeedsARapidPolicy() {
    String direct = InsurerSection.policy(world, "P-4", "DIRECT", "at-once", "");
    assertThat(insurer.submit(rapid("4", direct)))
        .isEqualTo(Outcome.declined(DeclineReason.INSURER_DECLINED, "policy.not-rapid"));
    String refusing = InsurerSection.policy(world, "P-5", "RAPID", "at-once", "CLAIM");
    assertThat(insurer.submit(rapid("5", refusing)))
        .isEqualTo(Outcome.declined(DeclineReason.INSURER_DECLINED, "claim.declined"));
  }

  @Test
  void aNotificationIsForOneAddressOnly() {
    String policyRef = InsurerSection.policy(world, "P-6", "RAPID", "later", "");
    assertThat(insurer.submit(rapid("6", policyRef))).isInstanceOf(Outcome.Pending.class);
    Told told = hearing.next("told");
    assertThat(notifications.parse("POST", "/other", told.headers(), told.body()))
        .isEqualTo(new InsurerNotification.Refused(InsurerNotification.Reason.BAD_SIGNATURE));
    assertThat(notifications.parse("POST", "/told", Map.of(), told.body()))
        .isEqualTo(new InsurerNotification.Refused(InsurerNotification.Reason.HEADERS_MISSING));
    assertThat(notifications.parse("POST", "/told", told.headers(), told.body()))
        .isInstanceOf(InsurerNotification.ClaimDecided.class);
    assertThat(notifications.parse("POST", "/told", told.headers(), null))
        .isEqualTo(new InsurerNotification.Refused(InsurerNotification.Reason.UNREADABLE));
    Map<String, String> nameless = new HashMap<>(told.headers());
    nameless.put(null, "x");
    nameless.put("x", null);
    assertThat(notifications.parse("POST", "/told", nameless, told.body()))
        .isInstanceOf(InsurerNotification.ClaimDecided.class);
  }

  /** The last character of a signature holds four bits that mean nothing: only zeros are taken. */
  @Test
  void aSignatureHasOneSpelling() {
    String policyRef = InsurerSection.policy(world, "P-8", "RAPID", "later", "");
    assertThat(insurer.submit(rapid("8", policyRef))).isInstanceOf(Outcome.Pending.class);
    Told told = hearing.next("told");
    Map<String, String> respelt = new HashMap<>(told.headers());
    String signature = respelt.get("signature");
    int last = signature.length() - 4;
    char other = (char) (signature.charAt(last) + 1);
    respelt.put("signature", signature.substring(0, last) + other + signature.substring(last + 1));
    assertThat(notifications.parse("POST", "/told", respelt, told.body()))
        .isEqualTo(new InsurerNotification.Refused(InsurerNotification.Reason.BAD_SIGNATURE));
  }

  /** What is described is spoken here, and nothing else. */
  @Test
  void everyOperationIsDescribedAndSpoken() {
    String policyRef = InsurerSection.policy(world, "P-7", "DIRECT", "at-once", "");
    aDirectPolicyGuaranteesIsClaimedPaysAndTakesBack();
    assertThat(insurer.quote(quote("7", policyRef)).isFinal()).isTrue();
    assertThat(insurer.guarantee(new GuaranteeOrder("G7", "Q7", 1_000)).isFinal()).isTrue();
    assertThat(insurer.release("G7", "取消").isFinal()).isTrue();
    assertThat(insurer.queryGuarantee("G7").isFinal()).isTrue();
    assertThat(insurer.queryClaim("none").toOptional()).contains(Claim.notFound("none"));
    assertThat(insurer.submit(rapid("7", policyRef)).isFinal()).isTrue();
    Set<String> described = new TreeSet<>();
    SCHEMAS
        .document()
        .path("paths")
        .forEach(
            path ->
                path.forEach(operation -> described.add(operation.path("operationId").asText())));
    assertThat(seen).isEqualTo(described);
  }
}
