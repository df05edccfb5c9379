package org.yima.gateway.unionpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.NextAction;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.tck.Again;
import org.yima.gateway.tck.Days;
import org.yima.gateway.tck.SandboxWorld;
import org.yima.gateway.tck.UnionPaySection;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.Closed;
import org.yima.gateway.wallet.CodePayment;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.Notification;
import org.yima.gateway.wallet.OrderRef;
import org.yima.gateway.wallet.Prepay;
import org.yima.gateway.wallet.Refund;
import org.yima.gateway.wallet.RefundOrder;
import org.yima.gateway.wallet.RefundRef;
import org.yima.gateway.wallet.Reversed;
import org.yima.gateway.wallet.Statement;
import org.yima.gateway.wallet.StatementLine;
import org.yima.gateway.wallet.Way;

/** What UnionPay has beside the cases that all wallets share, against the sandbox over HTTP. */
class UnionPayWalletTest {
  private static final Merchant MERCHANT = UnionPaySection.MERCHANT;
  private static final URI RETURN = URI.create("http://127.0.0.1:9/back");
  private static SandboxWorld world;
  private static Path folder;
  private static int numbers;

  private final Instant began = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  /** Its day of settlement ends at eleven in the evening. */
  private final Days days = Days.ending(Duration.ofHours(1));

  private final AtomicReference<Instant> now = new AtomicReference<>(began);
  private UnionPaySettings settings;
  private UnionPayWallet wallet;

  @BeforeAll
  static void startSandbox(@TempDir Path temporary) {
    folder = temporary;
    world = SandboxWorld.start(folder, Map.of("unionpay", UnionPaySection.of(folder)));
  }

  @AfterAll
  static void stopSandbox() {
    world.close();
  }

  @BeforeEach
  void start() {
    settings = UnionPaySection.settings(folder, world.uri(), world.hearing().of("unionpay"));
    wallet = new UnionPayWallet(settings, now::get);
    payer("acp-1", 1_000_000, "manual");
  }

  private static void payer(String ref, long balance, String script) {
    assertThat(
            world
                .control(
                    "payers",
                    Map.of("channel", "UNIONPAY", "ref", ref, "balance", balance, "script", script))
                .path("ref")
                .asText())
        .isEqualTo(ref);
  }

  private OrderRef order() {
    numbers++;
    return new OrderRef("order%05d".formatted(numbers), began);
  }

  private Prepay prepay(OrderRef order, Way way) {
    return new Prepay(
        order,
        "门诊缴费",
        1_200,
        way,
        began.plus(Duration.ofMinutes(15)),
        world.hearing().of(order.number()));
  }

  private NextAction begun(OrderRef order, Way way) {
    return ((Outcome.Pending<Charge>) wallet.prepay(MERCHANT, prepay(order, way))).nextAction();
  }

  private static void approve(String ref, String ticket) {
    assertThat(
            world
                .control("payers/" + ref + "/approve", Map.of("prepayId", ticket))
                .path("status")
                .asText())
        .isEqualTo("PAID");
  }

  private Charge found(OrderRef order) {
    return wallet.query(MERCHANT, order).toOptional().orElseThrow();
  }

  private static CodePayment byCode(OrderRef order, String payer) {
    String code =
        world.control("payers/" + payer + "/payment-code", Map.of()).path("text").asText();
    return new CodePayment(order, "门诊缴费", 1_200, code, "T-1", "S-1");
  }

  private static long balance(String account) {
    return world.balance("unionpay", account);
  }

  @Test
  void aFormTakesTheBrowserToTheCashier() throws IOException, InterruptedException {
    OrderRef order = order();
    NextAction next = begun(order, new Way.Web("127.0.0.1", RETURN));
    assertThat(next.kind()).isEqualTo(NextAction.Kind.FORM);
    assertThat(next.params()).containsKeys("action", "signature", "frontUrl");
    String form =
        next.params().entrySet().stream()
            .filter(field -> !field.getKey().equals("action"))
            .map(
                field ->
                    field.getKey()
                        + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    String page =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(next.params().get("action")))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form))
                    .build(),
                BodyHandlers.ofString())
            .body();
    assertThat(found(order).state()).isEqualTo(Charge.State.NOT_FOUND);
    approve("acp-1", page.replaceAll("(?s).*data-id=\"(\\d+)\".*", "$1"));
    Charge paid = found(order);
    assertThat(paid.state()).isEqualTo(Charge.State.PAID);
    assertThat(paid.totalFen()).isEqualTo(1_200);
    assertThat(paid.paidAt().orElseThrow())
        .isBetween(began.minusSeconds(2), began.plusSeconds(600));
  }

  @Test
  void anAppOrderAndAShownCodeArePrepared() {
    OrderRef app = order();
    NextAction sdk = begun(app, new Way.App());
    assertThat(sdk.kind()).isEqualTo(NextAction.Kind.UNIONPAY);
    assertThat(begun(app, new Way.App())).isEqualTo(sdk);
    Prepay longer =
        new Prepay(
            app,
            "门诊缴费",
            1_200,
            new Way.App(),
            began.plus(Duration.ofMinutes(20)),
            world.hearing().of(app.number()));
    assertThat(wallet.prepay(MERCHANT, longer)).isEqualTo(Outcome.stillRunning());
    approve("acp-1", sdk.params().get("tn"));
    assertThat(wallet.prepay(MERCHANT, prepay(app, new Way.App())))
        .isEqualTo(Outcome.declined(DeclineReason.ALREADY_PAID, "12"));

    OrderRef qr = order();
    NextAction text = begun(qr, new Way.Qr());
    assertThat(text.kind()).isEqualTo(NextAction.Kind.QR);
    String code = text.params().get("text");
    approve("acp-1", code.substring(code.lastIndexOf('/') + 1));
    assertThat(found(qr).state()).isEqualTo(Charge.State.PAID);
  }

  @Test
  void whatUnionPayDoesNotTakeIsDeclinedUnsent() {
    assertThat(wallet.prepay(MERCHANT, prepay(order(), new Way.InWallet("x"))))
        .isEqualTo(Outcome.declined(DeclineReason.NOT_PERMITTED, "way"));
    assertThat(wallet.prepay(MERCHANT, prepay(new OrderRef("order_0001", began), new Way.App())))
        .isEqualTo(Outcome.declined(DeclineReason.INVALID_REQUEST, "orderId"));
    Prepay tooLong =
        new Prepay(order(), "门诊缴费", 1, new Way.App(), began.plus(Duration.ofHours(3)), RETURN);
    assertThat(wallet.prepay(MERCHANT, tooLong))
        .isEqualTo(Outcome.declined(DeclineReason.INVALID_REQUEST, "payTimeout"));
    assertThatThrownBy(
            () -> wallet.query(Merchant.of("", "", "777290058119999"), order()).isFinal())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anOrderIsClosedByTimeAlone() {
    OrderRef order = order();
    assertThat(begun(order, new Way.App()).params()).containsKey("tn");
    assertThat(wallet.close(MERCHANT, order)).isEqualTo(Outcome.stillRunning());
    now.set(began.plus(Duration.ofMinutes(126)));
    assertThat(wallet.close(MERCHANT, order))
        .isEqualTo(Outcome.succeeded(new Closed(order.number())));
  }

  @Test
  void aFailedAttemptIsNoLastWordBeforeTheTimeIsOver() {
    payer("acp-poor", 5, "manual");
    OrderRef order = order();
    String tn = begun(order, new Way.App()).params().get("tn");
    assertThat(
            world.control("payers/acp-poor/approve", Map.of("prepayId", tn)).path("code").asText())
        .isEqualTo("64");
    assertThat(found(order).state()).isEqualTo(Charge.State.NOT_PAID);
    approve("acp-1", tn);
    assertThat(wallet.close(MERCHANT, order))
        .isEqualTo(Outcome.declined(DeclineReason.ALREADY_PAID, "00"));

    OrderRef other = order();
    String never = begun(other, new Way.App()).params().get("tn");
    assertThat(
            world
                .control("payers/acp-poor/decline", Map.of("prepayId", never))
                .path("status")
                .asText())
        .isEqualTo("FAILED");
    now.set(began.plus(Duration.ofMinutes(126)));
    assertThat(found(other).state()).isEqualTo(Charge.State.FAILED);
  }

  @Test
  void aPaymentByCodeIsReversedOnce() {
    long before = balance("payer:acp-1");
    OrderRef order = order();
    assertThat(wallet.reverse(MERCHANT, order))
        .isEqualTo(Outcome.declined(DeclineReason.NOT_FOUND, "34"));
    assertThat(
            wallet.payByCode(MERCHANT, byCode(order, "acp-1")).toOptional().orElseThrow().state())
        .isEqualTo(Charge.State.PAID);
    assertThat(balance("payer:acp-1")).isEqualTo(before - 1_200);
    Outcome<Reversed> reversed =
        Again.until(Outcome::isFinal, () -> wallet.reverse(MERCHANT, order));
    assertThat(reversed).isEqualTo(Outcome.succeeded(new Reversed(order.number())));
    assertThat(wallet.reverse(MERCHANT, order)).isEqualTo(reversed);
    assertThat(balance("payer:acp-1")).isEqualTo(before);
    assertThat(found(order).state()).isEqualTo(Charge.State.CLOSED);
    assertThat(
            wallet.queryRefund(
                MERCHANT, new RefundRef(order.number(), order.at(), new OrderRef("x", began))))
        .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    assertThat(wallet.query(MERCHANT, new OrderRef(order.number() + "V", order.at())))
        .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  @Test
  void whoIsAskedForThePasswordIsWaitedForAndMayRefuse() {
    payer("acp-slow", 10_000, "password");
    OrderRef order = order();
    assertThat(wallet.payByCode(MERCHANT, byCode(order, "acp-slow")))
        .isEqualTo(Outcome.stillRunning());
    assertThat(found(order).state()).isEqualTo(Charge.State.PAYING);
    assertThat(wallet.reverse(MERCHANT, order)).isEqualTo(Outcome.stillRunning());
    String ticket = ticketOf(order);
    assertThat(
            world
                .control("payers/acp-slow/decline", Map.of("prepayId", ticket))
                .path("status")
                .asText())
        .isEqualTo("FAILED");
    assertThat(wallet.reverse(MERCHANT, order))
        .isEqualTo(Outcome.succeeded(new Reversed(order.number())));
    assertThat(
            wallet.payByCode(
                MERCHANT, new CodePayment(order(), "x", 1, "134567890123456789", "T", "S")))
        .isEqualTo(Outcome.declined(DeclineReason.AUTHORISATION_INVALID, "qrNo"));
    assertThat(
            wallet.payByCode(
                MERCHANT, new CodePayment(order(), "x", 1, "62" + "0".repeat(17), "T", "S")))
        .isEqualTo(Outcome.declined(DeclineReason.AUTHORISATION_INVALID, "61"));
  }

  private static String ticketOf(OrderRef order) {
    for (var item : world.read("/control/orders").path("items")) {
      if (item.path("outTradeNo").asText().equals(order.number())) {
        return item.path("prepayId").asText();
      }
    }
    throw new AssertionError(order.number());
  }

  private Refund refunded(RefundOrder order) {
    return Again.until(Outcome::isFinal, () -> wallet.refund(MERCHANT, order))
        .toOptional()
        .orElseThrow();
  }

  @Test
  void aRefundThatIsAskedForAgainIsTheSame() {
    OrderRef order = order();
    assertThat(wallet.payByCode(MERCHANT, byCode(order, "acp-1")).isFinal()).isTrue();
    RefundRef refund = new RefundRef("R" + order.number(), began, order);
    assertThat(wallet.queryRefund(MERCHANT, refund).toOptional().orElseThrow().state())
        .isEqualTo(Refund.State.NOT_FOUND);
    long before = balance("payer:acp-1");
    Refund done = refunded(new RefundOrder(refund, 200, 1_200, "退费", world.hearing().of("r")));
    assertThat(done.state()).isEqualTo(Refund.State.SUCCEEDED);
    assertThat(done.refundFen()).isEqualTo(200);
    assertThat(balance("payer:acp-1")).isEqualTo(before + 200);
    assertThat(
            wallet.refund(
                MERCHANT, new RefundOrder(refund, 300, 1_200, "退费", world.hearing().of("r"))))
        .isEqualTo(Outcome.declined(DeclineReason.ID_REUSED, "12"));
    RefundRef more = new RefundRef("S" + order.number(), began, order);
    assertThat(
            wallet.refund(
                MERCHANT, new RefundOrder(more, 1_001, 1_200, "退费", world.hearing().of("r"))))
        .isEqualTo(Outcome.declined(DeclineReason.REFUND_NOT_ALLOWED, "36"));
    assertThat(
            wallet.refund(
                MERCHANT, new RefundOrder(more, 100, 1_300, "退费", world.hearing().of("r"))))
        .isEqualTo(Outcome.declined(DeclineReason.INVALID_REQUEST, "txnAmt"));
  }

  /** The file shows 32 characters of a number, which our payments fill and our refunds exceed. */
  @Test
  void theFileCallsNoRefundByItsPaymentsNumber() {
    String number = HexFormat.of().formatHex(new SecureRandom().generateSeed(16));
    OrderRef order = new OrderRef(number, began);
    OrderRef undone = new OrderRef(number.substring(1) + "0", began);
    assertThat(wallet.payByCode(MERCHANT, byCode(order, "acp-1")).isFinal()).isTrue();
    assertThat(wallet.payByCode(MERCHANT, byCode(undone, "acp-1")).isFinal()).isTrue();
    RefundRef refund = new RefundRef(number + "R1", began, order);
    assertThat(
            refunded(new RefundOrder(refund, 200, 1_200, "退费", world.hearing().of("r32")))
                .refundNumber())
        .isEqualTo(number + "R1");
    Outcome<Reversed> reversed =
        Again.until(Outcome::isFinal, () -> wallet.reverse(MERCHANT, undone));
    assertThat(reversed.toOptional()).isPresent();
    List<StatementLine> booked = new ArrayList<>();
    for (LocalDate day : days.seen()) {
      try (Statement statement = wallet.statement(MERCHANT, day).toOptional().orElseThrow();
          Stream<StatementLine> lines = statement.lines()) {
        lines
            .filter(line -> List.of(number, undone.number()).contains(line.orderNumber()))
            .forEach(booked::add);
      }
    }
    assertThat(booked).hasSize(4);
    assertThat(
            booked.stream()
                .filter(StatementLine.RefundLine.class::isInstance)
                .map(line -> ((StatementLine.RefundLine) line).refundNumber()))
        .hasSize(2)
        .contains(number + "R1")
        .doesNotContain(number, undone.number());
    assertThat(world.hearing().next("r32").body()).contains("orderId=Y");
  }

  @Test
  void aReportOfARefundNamesItsOrder() {
    OrderRef order = order();
    assertThat(wallet.payByCode(MERCHANT, byCode(order, "acp-1")).isFinal()).isTrue();
    RefundRef refund = new RefundRef("R" + order.number(), began, order);
    assertThat(
            refunded(new RefundOrder(refund, 200, 1_200, "退费", world.hearing().of(refund.number())))
                .state())
        .isEqualTo(Refund.State.SUCCEEDED);
    Notification told =
        wallet.parseNotification(Map.of(), world.hearing().next(refund.number()).body());
    assertThat(told).isInstanceOf(Notification.RefundChanged.class);
    Notification.RefundChanged changed = (Notification.RefundChanged) told;
    assertThat(changed.account()).isEqualTo(MERCHANT.account());
    assertThat(changed.refund().orderNumber()).isEqualTo(order.number());
    assertThat(changed.refund().state()).isEqualTo(Refund.State.SUCCEEDED);
    // What the platform takes for an acknowledgement; the sandbox takes nothing else either.
    assertThat(wallet.accepted().status()).isEqualTo(200);
    assertThat(wallet.accepted().body()).isEqualTo("ok");
  }

  @Test
  void aMerchantWithASecretPaysTheSameWay() {
    OrderRef order = order();
    Outcome<Charge> paid = wallet.payByCode(UnionPaySection.WITH_SECRET, byCode(order, "acp-1"));
    assertThat(paid.toOptional().orElseThrow().state()).isEqualTo(Charge.State.PAID);
    assertThat(balance("merchant:" + UnionPaySection.WITH_SECRET.account())).isPositive();
  }

  @Test
  void whatIsNotSignedByUnionPayIsNotBelieved() {
    OrderRef order = order();
    for (String kind : new String[] {"BAD_SIGNATURE", "ERROR_AFTER", "RESET_AFTER"}) {
      world.fault("unionpay", "query", kind);
      assertThat(wallet.query(MERCHANT, order))
          .isInstanceOf(Outcome.Unknown.class)
          .isNotEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    }
    UnionPayTrust trust = settings.trust().orElseThrow();
    UnionPaySettings another =
        UnionPaySection.settings(
            world.uri(),
            settings.backUrl(),
            new UnionPayTrust(trust.root(), trust.middle(), "another company"));
    assertThat(new UnionPayWallet(another, now::get).query(MERCHANT, order))
        .isEqualTo(Outcome.unknown(UnknownCause.BAD_SIGNATURE));
    UnionPaySettings swapped =
        UnionPaySection.settings(
            world.uri(),
            settings.backUrl(),
            new UnionPayTrust(trust.middle(), trust.root(), trust.owner()));
    assertThat(new UnionPayWallet(swapped, now::get).query(MERCHANT, order))
        .isEqualTo(Outcome.unknown(UnknownCause.BAD_SIGNATURE));
    now.set(began.plus(Duration.ofDays(4_000)));
    assertThat(wallet.query(MERCHANT, order))
        .isEqualTo(Outcome.unknown(UnknownCause.BAD_SIGNATURE));
  }
}
