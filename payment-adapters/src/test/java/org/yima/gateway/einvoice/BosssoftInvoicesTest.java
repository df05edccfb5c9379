package org.yima.gateway.einvoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.Timeouts;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.tck.SandboxWorld;

/** Medical e-invoices against the sandbox over HTTP. */
class BosssoftInvoicesTest {
  private static final String PLACE = "001";
  private static final String PAPER = "99061001";
  private static SandboxWorld world;
  private static int numbers;
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private EInvoices invoices;

  @BeforeAll
  static void startSandbox(@TempDir Path folder) {
    world =
        SandboxWorld.start(
            folder,
            Map.of(
                "einvoice",
                Map.of(
                    "issuers",
                    List.of(
                        issuer("HOSP0001", "SAME_ANSWER"),
                        issuer("HOSP0002", "REFUSED"),
                        issuer("HOSP0003", "ISSUED_AGAIN")))));
  }

  private static Map<String, String> issuer(String appId, String repeated) {
    return Map.of(
        "appId", appId,
        "appKey", "a-key-of-both-sides",
        "placeCode", PLACE,
        "name", "第一人民医院",
        "repeated", repeated);
  }

  @AfterAll
  static void stopSandbox() {
    world.close();
  }

  @BeforeEach
  void start() {
    invoices = platform("a-key-of-both-sides");
  }

  private static BosssoftProfile profile(BosssoftProfile.Repetition repetition) {
    return BosssoftProfile.usual(
            Map.of(
                "E0001", DeclineReason.INVALID_REQUEST,
                "E0002", DeclineReason.CREDENTIALS_REFUSED,
                "E0003", DeclineReason.ID_REUSED,
                "E0004", DeclineReason.NOT_FOUND,
                "E0005", DeclineReason.CLOSED,
                "E0006", DeclineReason.AT_THE_WINDOW,
                "E0007", DeclineReason.AT_THE_WINDOW))
        .repeated(repetition);
  }

  private static EInvoices platform(String key) {
    return platform(key, profile(BosssoftProfile.Repetition.SAME_ANSWER));
  }

  private static EInvoices platform(String key, BosssoftProfile profile) {
    return platform("HOSP0001", key, profile);
  }

  private static EInvoices platform(String appId, BosssoftProfile.Repetition repetition) {
    return platform(appId, "a-key-of-both-sides", profile(repetition));
  }

  private static EInvoices platform(String appId, String key, BosssoftProfile profile) {
    return new BosssoftInvoices(
        new BosssoftSettings(
            world.uri().resolve("/medical-web/api/medical/"),
            appId,
            key,
            profile,
            Timeouts.usual()),
        new SecureRandom());
  }

  private static InvoiceRequest.ChargeLine charge(long fen) {
    return new InvoiceRequest.ChargeLine(
        "A01",
        "西药费",
        "项",
        BigDecimal.valueOf(fen, 2).divide(BigDecimal.valueOf(3), 4, RoundingMode.HALF_UP),
        BigDecimal.valueOf(3),
        fen,
        fen);
  }

  private InvoiceRequest request(InvoiceRequest.Kind kind, String number, long fen) {
    return new InvoiceRequest(
        number,
        kind,
        now,
        PLACE,
        "C001",
        new InvoiceRequest.Payer(
            "张三", "44030019000101123X", "13800000001", "zhang@example.org", "", "", "P0001"),
        new InvoiceRequest.Visit(
            "C-77",
            "综合医院",
            new InvoiceRequest.Coded("310", "职工基本医疗保险"),
            new InvoiceRequest.Coded("1", "本地医保")),
        fen + 500,
        new InvoiceRequest.Insurance("51000001", 100, 2_000),
        List.of(charge(fen), charge(500)),
        List.of(
            new InvoiceRequest.ItemLine(
                "A01",
                "西药费",
                "XB05XA",
                "氯化钠注射液",
                "瓶",
                BigDecimal.valueOf(fen + 500, 2),
                BigDecimal.ONE,
                fen + 500,
                500,
                new InvoiceRequest.Coded("XB05XA03", "氯化钠"),
                "甲")),
        List.of(new InvoiceRequest.Channel("02", fen + 500)),
        List.of(new InvoiceRequest.Other("1", "住院天数", "3")),
        "自助机");
  }

  private InvoiceRequest request() {
    numbers++;
    return request(InvoiceRequest.Kind.OUTPATIENT, "bill%06d".formatted(numbers), 1_000);
  }

  private IssuedInvoice issued(InvoiceRequest request) {
    return invoices.issue(request).toOptional().orElseThrow();
  }

  private InvoiceStanding standing(InvoiceRef ref) {
    return invoices.standing(ref).toOptional().orElseThrow();
  }

  private WriteOff writeOff(InvoiceRef ref) {
    return new WriteOff(ref, "退费", "C001", PLACE, now);
  }

  @Test
  void anInvoiceIsIssuedOnceHoweverOftenItIsAskedFor() {
    InvoiceRequest request = request();
    IssuedInvoice first = issued(request);
    assertThat(first.ref().batchCode()).matches("\\d{8}");
    assertThat(first.ref().number()).matches("\\d{10}");
    assertThat(first.checkCode()).matches("\\d{6}");
    assertThat(first.picture()).isPresent();
    assertThat(issued(request)).isEqualTo(first);
    assertThat(standing(first.ref()).valid()).isTrue();
    assertThat(
            invoices.issue(request(InvoiceRequest.Kind.OUTPATIENT, request.businessNumber(), 999)))
        .isEqualTo(Outcome.declined(DeclineReason.ID_REUSED, "E0003"));
    for (InvoiceRequest.Kind kind : InvoiceRequest.Kind.values()) {
      assertThat(issued(request(kind, "kind" + kind, 1_000)).ref()).isNotEqualTo(first.ref());
    }
  }

  private static long invoiced(String appId) {
    return world.balance("einvoice", "invoiced:" + appId);
  }

  /**
   * That there is one is no "nothing was done": whoever believed that would have a second one made
   * under another number.
   */
  @Test
  void aPlatformThatRefusesARepetitionIsAskedAtItsWindow() {
    EInvoices refusing = platform("HOSP0002", BosssoftProfile.Repetition.REFUSED_AS_DONE);
    InvoiceRequest request = request();
    world.fault("einvoice", "invoiceEBillOutpatient", "RESET_AFTER");
    assertThat(refusing.issue(request)).isInstanceOf(Outcome.Unknown.class);
    assertThat(refusing.find(request))
        .isEqualTo(Outcome.declined(DeclineReason.AT_THE_WINDOW, "E0003"));
    assertThat(refusing.issue(request)).isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    assertThat(invoiced("HOSP0002")).isEqualTo(request.totalFen());

    InvoiceRequest lost = request();
    world.fault("einvoice", "invoiceEBillOutpatient", "RESET_BEFORE");
    assertThat(refusing.issue(lost)).isInstanceOf(Outcome.Unknown.class);
    assertThat(refusing.find(lost)).as("it had not come").isInstanceOf(Outcome.Succeeded.class);
    assertThat(invoiced("HOSP0002")).isEqualTo(2 * request.totalFen());
  }

  /** It might make a second invoice for one payment, as this one does: nothing is sent. */
  @Test
  void aPlatformOfWhichNothingIsKnownIsNotSentTheSameAgain() {
    EInvoices unknown = platform("HOSP0003", BosssoftProfile.Repetition.NOT_KNOWN);
    InvoiceRequest request = request();
    world.fault("einvoice", "invoiceEBillOutpatient", "RESET_AFTER");
    assertThat(unknown.issue(request)).isInstanceOf(Outcome.Unknown.class);
    assertThat(unknown.find(request))
        .isEqualTo(Outcome.declined(DeclineReason.AT_THE_WINDOW, "busNo"));
    assertThat(invoiced("HOSP0003")).isEqualTo(request.totalFen());
    assertThat(platform("HOSP0003", BosssoftProfile.Repetition.SAME_ANSWER).find(request))
        .isInstanceOf(Outcome.Succeeded.class);
    assertThat(invoiced("HOSP0003")).as("that is why").isEqualTo(2 * request.totalFen());
  }

  @Test
  void aLostAnswerIsFoundByAskingAgain() {
    InvoiceRequest request = request();
    world.fault("einvoice", "invoiceEBillOutpatient", "RESET_AFTER");
    assertThat(invoices.issue(request)).isInstanceOf(Outcome.Unknown.class);
    IssuedInvoice found = invoices.find(request).toOptional().orElseThrow();
    assertThat(issued(request)).isEqualTo(found);
    world.fault("einvoice", "writeOffEBill", "ERROR_AFTER");
    assertThat(invoices.writeOff(writeOff(found.ref())))
        .isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    assertThat(standing(found.ref()).red()).isPresent();
  }

  @Test
  void aRedInvoiceWritesOffOnce() {
    IssuedInvoice invoice = issued(request());
    IssuedInvoice red = invoices.writeOff(writeOff(invoice.ref())).toOptional().orElseThrow();
    assertThat(red.ref()).isNotEqualTo(invoice.ref());
    assertThat(standing(invoice.ref()).red()).contains(red.ref());
    assertThat(invoices.writeOff(writeOff(invoice.ref())))
        .isEqualTo(Outcome.declined(DeclineReason.CLOSED, "E0005"));
    assertThat(invoices.writeOff(writeOff(red.ref())))
        .isEqualTo(Outcome.declined(DeclineReason.CLOSED, "E0005"));
    assertThat(invoices.writeOff(writeOff(new InvoiceRef("99062601", "9999999999"))))
        .isEqualTo(Outcome.declined(DeclineReason.NOT_FOUND, "E0004"));
  }

  @Test
  void whatIsOnPaperOrWasClaimedIsWrittenOffAtTheWindow() {
    IssuedInvoice invoice = issued(request());
    PaperRef form = invoices.nextPaper(PLACE, PAPER).toOptional().orElseThrow();
    PaperTurn turn = new PaperTurn(invoice.ref(), form, PLACE, "C001", now);
    assertThat(invoices.turnToPaper(turn)).isEqualTo(Outcome.succeeded(form));
    assertThat(invoices.turnToPaper(turn))
        .as("of a code that the profile does not name")
        .isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    assertThat(standing(invoice.ref()).paper()).contains(form);
    assertThat(invoices.writeOff(writeOff(invoice.ref())))
        .isEqualTo(Outcome.declined(DeclineReason.AT_THE_WINDOW, "E0006"));

    PaperRef second = invoices.nextPaper(PLACE, PAPER).toOptional().orElseThrow();
    assertThat(second).isNotEqualTo(form);
    assertThat(invoices.turnAgain(new PaperTurn(invoice.ref(), form, PLACE, "C001", now)))
        .isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    assertThat(invoices.turnAgain(new PaperTurn(invoice.ref(), second, PLACE, "C001", now)))
        .isEqualTo(Outcome.succeeded(second));
    PaperVoid voided = new PaperVoid(second, PLACE, "C001", "打印错误", now);
    assertThat(invoices.voidPaper(voided)).isEqualTo(Outcome.succeeded(second));
    assertThat(invoices.voidPaper(voided)).isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    assertThat(standing(invoice.ref()).paper()).isEmpty();

    String path =
        "einvoices/" + invoice.ref().batchCode() + "/" + invoice.ref().number() + "/claimed";
    assertThat(world.control(path, Map.of()).path("status").asText()).isEqualTo("CLAIMED");
    assertThat(invoices.writeOff(writeOff(invoice.ref())))
        .isEqualTo(Outcome.declined(DeclineReason.AT_THE_WINDOW, "E0007"));
  }

  @Test
  void onlyWhatIsSealedWithTheKeyIsBelievedByEitherSide() {
    assertThat(platform("another-key").issue(request()))
        .isEqualTo(Outcome.unknown(UnknownCause.BAD_SIGNATURE));
    world.fault("einvoice", "invoiceEBillOutpatient", "BAD_SIGNATURE");
    InvoiceRequest request = request();
    assertThat(invoices.issue(request)).isEqualTo(Outcome.unknown(UnknownCause.BAD_SIGNATURE));
    assertThat(issued(request).ref().number()).isNotEmpty();
  }

  private InvoiceRequest of(
      InvoiceRequest good,
      long fen,
      InvoiceRequest.Visit visit,
      List<InvoiceRequest.ChargeLine> charges) {
    return new InvoiceRequest(
        good.businessNumber(),
        good.kind(),
        now,
        PLACE,
        "C001",
        good.payer(),
        visit,
        fen,
        good.insurance(),
        charges,
        good.items(),
        good.channels(),
        good.others(),
        good.remark());
  }

  @Test
  void everyFieldOfTheInvoiceHasThePlatformsName() {
    JsonNode sent = InvoiceFields.of(request(), "02");
    assertThat(sent.path("email").asText()).isEqualTo("zhang@example.org");
    assertThat(sent.path("remark").asText()).isEqualTo("自助机");
    assertThat(sent.path("caseNumber").asText()).isEqualTo("C-77");
    assertThat(sent.path("medicalInstitution").asText()).isEqualTo("综合医院");
    assertThat(sent.path("medCareTypeCode").asText()).isEqualTo("310");
    assertThat(sent.path("medicalCareType").asText()).isEqualTo("职工基本医疗保险");
    assertThat(sent.path("patientCategoryCode").asText()).isEqualTo("1");
    assertThat(sent.path("patientCategory").asText()).isEqualTo("本地医保");
    assertThat(sent.path("otherInfo").path(0).path("infoValue").asText()).isEqualTo("3");
    JsonNode item = sent.path("listDetail").path(0);
    assertThat(item.path("medicalCareType").asText()).isEqualTo("甲");
    assertThat(item.path("medCareItemCode").asText()).isEqualTo("XB05XA03");
    assertThat(item.path("medCareItemName").asText()).isEqualTo("氯化钠");
  }

  @Test
  void thePlatformKnowsTheKindOfAnInvoiceByItsCall() {
    InvoiceRequest good = request();
    EInvoices other =
        platform(
            "a-key-of-both-sides",
            new BosssoftProfile(
                Map.of(
                    InvoiceRequest.Kind.OUTPATIENT, "01",
                    InvoiceRequest.Kind.INPATIENT, "02",
                    InvoiceRequest.Kind.CHECK_UP, "03",
                    InvoiceRequest.Kind.REGISTRATION, "06"),
                Map.of(),
                BosssoftProfile.Repetition.SAME_ANSWER));
    assertThat(other.issue(good)).isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    assertThat(invoices.issue(good).toOptional()).isPresent();
  }

  @Test
  void sumsThatDoNotAddUpAreNotSent() {
    InvoiceRequest good = request();
    assertThatThrownBy(() -> of(good, good.totalFen() + 1, good.visit(), good.charges()).kind())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                of(
                        request(InvoiceRequest.Kind.INPATIENT, "x", 1_000),
                        1_500,
                        InvoiceRequest.Visit.none(),
                        good.charges())
                    .kind())
        .hasMessageContaining("number of the case");
    for (long[] amounts : new long[][] {{100, 101}, {100, -1}, {-100, -100}}) {
      assertThatThrownBy(
              () ->
                  new InvoiceRequest.ChargeLine(
                          "A", "x", "", BigDecimal.ONE, BigDecimal.ONE, amounts[0], amounts[1])
                      .fen())
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new InvoiceRequest.Channel("02", -1).fen())
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(good.toString()).doesNotContain("张三").doesNotContain("44030019000101123X");
    assertThat(good.payer().toString()).doesNotContain("张三");
  }
}
