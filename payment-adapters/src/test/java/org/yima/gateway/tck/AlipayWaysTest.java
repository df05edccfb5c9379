package org.yima.gateway.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.NextAction;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.alipay.AlipayWallet;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.Closed;
import org.yima.gateway.wallet.CodePayment;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.OrderRef;
import org.yima.gateway.wallet.Prepay;
import org.yima.gateway.wallet.Refund;
import org.yima.gateway.wallet.RefundOrder;
import org.yima.gateway.wallet.RefundRef;
import org.yima.gateway.wallet.Reversed;
import org.yima.gateway.wallet.Statement;
import org.yima.gateway.wallet.Way;

/** The ways into Alipay and what is particular to it, against the sandbox over HTTP. */
class AlipayWaysTest {
  private static final Merchant MERCHANT = AlipaySection.MERCHANT;
  private static final String PAYER = "ways-payer";
  private static final long FEN = 2_050;

  private static SandboxWorld world;
  private static AlipayWallet wallet;

  private final Instant now = Instant.now();

  @BeforeAll
  static void start(@TempDir Path folder) {
    world = SandboxWorld.start(folder, Map.of("alipay", AlipaySection.of(folder)));
    wallet = new AlipayWallet(AlipaySection.settings(world.uri()), MERCHANT.provider());
    payer(PAYER, "manual");
  }

  private static void payer(String ref, String script) {
    assertThat(
            world.control(
                "payers",
                Map.of("channel", "ALIPAY", "ref", ref, "balance", 1_000_000, "script", script)))
        .isNotNull();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private OrderRef ref(String number) {
    return new OrderRef(number, now);
  }

  private Prepay order(String number, Way way) {
    return new Prepay(
        ref(number), "门诊/缴费, A&B", FEN, way, now.plusSeconds(900), world.hearing().of(number));
  }

  private NextAction prepaid(String number, Way way) {
    return ((Outcome.Pending<Charge>) wallet.prepay(MERCHANT, order(number, way))).nextAction();
  }

  private void approve(String what) {
    assertThat(
            world
                .control(
                    "payers/" + PAYER + "/approve", Map.of("prepayId", what, "channel", "ALIPAY"))
                .path("status")
                .asText())
        .isEqualTo("PAID");
  }

  private Charge charge(String number) {
    return wallet.query(MERCHANT, ref(number)).toOptional().orElseThrow();
  }

  private void paidBy(String number, String what) {
    approve(what);
    Charge charge = charge(number);
    assertThat(charge.state()).isEqualTo(Charge.State.PAID);
    assertThat(charge.totalFen()).isEqualTo(FEN);
    assertThat(charge.transactionId()).isPresent();
  }

  @Test
  void inTheMiniProgram() {
    NextAction next = prepaid("WAYMINI1", new Way.InWallet(PAYER));
    assertThat(next.kind()).isEqualTo(NextAction.Kind.ALIPAY_MINI_PROGRAM);
    assertThat(charge("WAYMINI1").state()).isEqualTo(Charge.State.NOT_PAID);
    assertThat(prepaid("WAYMINI1", new Way.InWallet(PAYER))).as("the same again").isEqualTo(next);
    paidBy("WAYMINI1", next.params().get("tradeNO"));
    assertThat(wallet.prepay(MERCHANT, order("WAYMINI1", new Way.InWallet(PAYER))))
        .isEqualTo(Outcome.declined(DeclineReason.ALREADY_PAID, "ACQ.TRADE_HAS_SUCCESS"));
  }

  @Test
  void fromTheApp() {
    NextAction next = prepaid("WAYAPP01", new Way.App());
    assertThat(next.kind()).isEqualTo(NextAction.Kind.ALIPAY_APP);
    assertThat(charge("WAYAPP01").state())
        .as("nobody has opened it")
        .isEqualTo(Charge.State.NOT_FOUND);
    assertThat(wallet.close(MERCHANT, ref("WAYAPP01")))
        .isEqualTo(Outcome.declined(DeclineReason.NOT_FOUND, "ACQ.TRADE_NOT_EXIST"));
    paidBy("WAYAPP01", next.params().get("orderStr"));
  }

  @Test
  void fromABrowser() throws IOException, InterruptedException {
    NextAction next =
        prepaid("WAYWEB01", new Way.Web("127.0.0.1", URI.create("https://app.example/back")));
    assertThat(next.kind()).isEqualTo(NextAction.Kind.FORM);
    assertThat(next.params()).containsEntry("app_auth_token", MERCHANT.token());
    URI action = URI.create(next.params().get("action"));
    assertThat(action.toString())
        .as("no address holds what is secret")
        .doesNotContain(MERCHANT.token(), "app_auth_token", "biz_content");
    String form =
        next.params().entrySet().stream()
            .filter(field -> !field.getKey().equals("action"))
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    HttpResponse<String> page =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(action)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).as("three signs are blanks").contains("门诊 缴费  A B").contains("20.50");
    assertThat(charge("WAYWEB01").state()).isEqualTo(Charge.State.NOT_PAID);
    paidBy("WAYWEB01", action + "&" + form);
  }

  @Test
  void byACodeThatWeShow() {
    NextAction next = prepaid("WAYQR001", new Way.Qr());
    assertThat(next.kind()).isEqualTo(NextAction.Kind.QR);
    assertThat(charge("WAYQR001").state()).isEqualTo(Charge.State.NOT_FOUND);
    paidBy("WAYQR001", next.params().get("text"));
  }

  @Test
  void whatIsClosedIsNeverPaid() {
    NextAction next = prepaid("WAYCLO01", new Way.InWallet(PAYER));
    Outcome<Closed> closed = Outcome.succeeded(new Closed("WAYCLO01"));
    assertThat(wallet.close(MERCHANT, ref("WAYCLO01"))).isEqualTo(closed);
    assertThat(wallet.close(MERCHANT, ref("WAYCLO01"))).as("again").isEqualTo(closed);
    assertThat(charge("WAYCLO01").state()).isEqualTo(Charge.State.CLOSED);
    assertThat(next.params()).containsKey("tradeNO");

    paidBy("WAYCLO02", prepaid("WAYCLO02", new Way.InWallet(PAYER)).params().get("tradeNO"));
    assertThat(wallet.close(MERCHANT, ref("WAYCLO02")))
        .isEqualTo(Outcome.declined(DeclineReason.ALREADY_PAID, "ACQ.REASON_TRADE_STATUS_INVALID"));
  }

  private Outcome<Charge> byCode(String number, String payer) {
    String code =
        world
            .control("payers/" + payer + "/payment-code", Map.of("channel", "ALIPAY"))
            .path("text")
            .asText();
    return wallet.payByCode(MERCHANT, new CodePayment(ref(number), "缴费", FEN, code, "T1", "S1"));
  }

  @Test
  void aCodeWhosePayerIsAskedForThePassword() {
    payer("ways-careful", "password");
    assertThat(byCode("WAYPWD01", "ways-careful")).isEqualTo(Outcome.stillRunning());
    assertThat(charge("WAYPWD01").state()).isEqualTo(Charge.State.NOT_PAID);

    Outcome<Reversed> reversed = Outcome.succeeded(new Reversed("WAYPWD01"));
    assertThat(wallet.reverse(MERCHANT, ref("WAYPWD01"))).isEqualTo(reversed);
    assertThat(wallet.reverse(MERCHANT, ref("WAYPWD01"))).as("again").isEqualTo(reversed);
    assertThat(charge("WAYPWD01").state()).isEqualTo(Charge.State.CLOSED);
  }

  @Test
  void aPaymentIsReversedAndTheMoneyIsBack() {
    long before = world.balance("alipay", "payer:" + PAYER);
    assertThat(byCode("WAYREV01", PAYER).toOptional()).isPresent();
    assertThat(world.balance("alipay", "payer:" + PAYER)).isEqualTo(before - FEN);
    assertThat(wallet.reverse(MERCHANT, ref("WAYREV01")).toOptional()).isPresent();
    assertThat(world.balance("alipay", "payer:" + PAYER)).isEqualTo(before);
    assertThat(charge("WAYREV01").state())
        .as("closed, and once paid")
        .isEqualTo(Charge.State.REFUNDED);
    assertThat(wallet.reverse(MERCHANT, ref("WAYREV99")))
        .isEqualTo(Outcome.declined(DeclineReason.NOT_FOUND, "NO_ACTION"));
  }

  private Outcome<Refund> refund(String number, String refund, long fen) {
    return wallet.refund(
        MERCHANT,
        new RefundOrder(
            new RefundRef(refund, now, ref(number)), fen, FEN, "退费", world.hearing().of(refund)));
  }

  @Test
  void refundsInPartsAddUp() {
    assertThat(byCode("WAYREF01", PAYER).toOptional()).isPresent();
    assertThat(refund("WAYREF01", "R1", 50).toOptional().map(Refund::refundFen)).contains(50L);
    assertThat(refund("WAYREF01", "R2", 1_000).toOptional().map(Refund::refundFen))
        .contains(1_000L);
    assertThat(refund("WAYREF01", "R2", 1_000).toOptional().map(Refund::refundFen))
        .as("the same again")
        .contains(1_000L);
    assertThat(refund("WAYREF01", "R2", 999))
        .isEqualTo(Outcome.declined(DeclineReason.ID_REUSED, "ACQ.DISCORDANT_REPEAT_REQUEST"));
    assertThat(refund("WAYREF01", "R3", 1_001))
        .isEqualTo(
            Outcome.declined(DeclineReason.REFUND_NOT_ALLOWED, "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL"));
    assertThat(charge("WAYREF01").state()).isEqualTo(Charge.State.PAID);
    assertThat(refund("WAYREF01", "R4", 1_000).toOptional()).isPresent();
    assertThat(charge("WAYREF01").state()).isEqualTo(Charge.State.REFUNDED);
    assertThat(wallet.queryRefund(MERCHANT, new RefundRef("R9", now, ref("WAYREF01"))))
        .isEqualTo(Outcome.succeeded(Refund.notFound("R9")));
    assertThat(wallet.queryRefund(MERCHANT, new RefundRef("R9", now, ref("WAYREF99"))))
        .isEqualTo(Outcome.succeeded(Refund.notFound("R9")));
  }

  @Test
  void aDayWithoutTradesIsAnEmptyStatement() {
    try (Statement statement =
        wallet.statement(MERCHANT, LocalDate.of(2026, 1, 1)).toOptional().orElseThrow()) {
      assertThat(statement.count()).isZero();
    }
  }

  @Test
  void whoseTokenIsNotKnownIsRefused() {
    Merchant stranger =
        new Merchant(MERCHANT.provider(), MERCHANT.application(), MERCHANT.account(), "other");
    assertThat(wallet.query(stranger, ref("WAYMINI1")))
        .isEqualTo(
            Outcome.declined(DeclineReason.CREDENTIALS_REFUSED, "aop.invalid-app-auth-token"));
  }

  @Test
  void anAnswerWithAnotherSignatureIsNotKnown() {
    world.fault("alipay", "alipay.trade.refund", "BAD_SIGNATURE");
    assertThat(byCode("WAYBAD01", PAYER).toOptional()).isPresent();
    assertThat(refund("WAYBAD01", "R5", 1)).isEqualTo(Outcome.unknown(UnknownCause.BAD_SIGNATURE));
    assertThat(refund("WAYBAD01", "R5", 1).toOptional()).as("asked again it is there").isPresent();
  }
}
