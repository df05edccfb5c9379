package org.yima.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yima.sandbox.driver.Callback;
import org.yima.sandbox.driver.Keys;
import org.yima.sandbox.driver.Merchant;
import org.yima.sandbox.driver.World;

/** The wallet: who may ask, what moves, what is told, and what the books say afterwards. */
class WechatTest {
  private static final String PAYER = "payer:openid-1";
  private static final String MERCHANT = "merchant:" + World.SUB_MCHID;
  @TempDir Path folder;
  private World world;
  private Merchant merchant;
  private Callback callback;

  @BeforeEach
  void start() {
    world = new World(folder);
    merchant = new Merchant(world);
    callback = new Callback(0);
    payer("openid-1", 100_000, "manual");
  }

  @AfterEach
  void stop() {
    callback.close();
    world.close();
  }

  private void payer(String openid, long balance, String script) {
    JsonNode made =
        world.control(
            "payers",
            Map.of("channel", "WECHAT", "ref", openid, "balance", balance, "script", script));
    assertThat(made.get("ref").textValue()).isEqualTo(openid);
  }

  private static JsonNode json(HttpResponse<byte[]> answer) {
    return World.tree(answer.body());
  }

  private static void assertRefused(HttpResponse<byte[]> answer, int status, String code) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(json(answer).get("code").textValue()).isEqualTo(code);
    assertThat(Merchant.platformSigned(Merchant.platformHeaders(answer), answer.body())).isTrue();
  }

  @Test
  void aSignedOrderIsAcceptedAndItsAnswerIsSigned() {
    HttpResponse<byte[]> answer =
        merchant.post(
            "/v3/pay/partner/transactions/jsapi",
            merchant.order("order-0001", "openid-1", 1_234, callback.url()));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).get("prepay_id").textValue()).startsWith("wx");
    assertThat(Merchant.platformSigned(Merchant.platformHeaders(answer), answer.body())).isTrue();
  }

  @Test
  void aForeignKeyAndAChangedBodyAreRefused() {
    String target = "/v3/pay/partner/transactions/jsapi";
    String body = World.text(merchant.order("order-0001", "openid-1", 1_234, callback.url()));
    Merchant stranger = new Merchant(world, Keys.PLATFORM.getPrivate());
    assertRefused(stranger.call("POST", target, body), 401, "SIGN_ERROR");
    assertRefused(
        World.send(merchant.request("POST", target, body, body.replace("1234", "1"))),
        401,
        "SIGN_ERROR");
    assertRefused(merchant.query("order-0001"), 404, "ORDER_NOT_EXIST");
  }

  @Test
  void anOldRequestIsRefused() {
    world.moveClock(Duration.ofMinutes(-6));
    var old = merchant.request("GET", "/v3/refund/domestic/refunds/x?sub_mchid=1", "", "");
    world.moveClock(Duration.ofMinutes(6));
    assertRefused(World.send(old), 401, "SIGN_ERROR");
  }

  @Test
  void paymentMovesTheMoneyAndTellsTheMerchant() throws Exception {
    merchant.pay("order-0001", "openid-1", 1_234, callback.url());

    Callback.Arrived notification = callback.next();
    assertThat(Merchant.platformSigned(notification.headers(), notification.body())).isTrue();
    assertThat(notification.envelope().get("event_type").textValue())
        .isEqualTo("TRANSACTION.SUCCESS");
    assertThat(notification.resource()).isEqualTo(json(merchant.query("order-0001")));
    assertThat(notification.resource().get("trade_state").textValue()).isEqualTo("SUCCESS");
    assertThat(world.balance("wechat", PAYER)).isEqualTo(98_766);
    assertThat(world.balance("wechat", MERCHANT)).isEqualTo(1_234);
    assertThat(world.books("wechat").get("sum").longValue()).isZero();
  }

  @Test
  void aRefusedNotificationComesAgainUntilItIsAcknowledged() throws Exception {
    try (Callback slow = new Callback(2)) {
      merchant.pay("order-0001", "openid-1", 100, slow.url());
      String id = slow.next().envelope().get("id").textValue();
      assertThat(slow.next().envelope().get("id").textValue()).isEqualTo(id);
      Callback.Arrived third = slow.next();
      assertThat(third.envelope().get("id").textValue()).isEqualTo(id);
      assertThat(third.resource().get("out_trade_no").textValue()).isEqualTo("order-0001");
    }
  }

  @Test
  void aForgedNotificationPrecedesTheTrueOneAndOneHeldBackFollowsTheNext()
      throws InterruptedException {
    world.fault("wechat", "jsapi", "NOTIFY_FORGED");
    merchant.pay("order-0101", "openid-1", 10, callback.url());
    Callback.Arrived forged = callback.next();
    assertThat(Merchant.platformSigned(forged.headers(), forged.body())).isFalse();
    Callback.Arrived trueOne = callback.next();
    assertThat(Merchant.platformSigned(trueOne.headers(), trueOne.body())).isTrue();
    assertThat(trueOne.resource().get("out_trade_no").textValue()).isEqualTo("order-0101");

    world.fault("wechat", "notify", "NOTIFY_OUT_OF_ORDER");
    merchant.pay("order-0102", "openid-1", 10, callback.url());
    merchant.pay("order-0103", "openid-1", 10, callback.url());
    assertThat(callback.next().resource().get("out_trade_no").textValue()).isEqualTo("order-0103");
    assertThat(callback.next().resource().get("out_trade_no").textValue()).isEqualTo("order-0102");
  }

  @Test
  void aNotificationCanComeTwiceOrNever() throws Exception {
    world.fault("wechat", "notify", "NOTIFY_TWICE");
    merchant.pay("order-0001", "openid-1", 100, callback.url());
    String id = callback.next().envelope().get("id").textValue();
    assertThat(callback.next().envelope().get("id").textValue()).isEqualTo(id);

    world.fault("wechat", "notify", "NOTIFY_NEVER");
    merchant.pay("order-0002", "openid-1", 100, callback.url());
    merchant.pay("order-0003", "openid-1", 100, callback.url());
    assertThat(callback.next().resource().get("out_trade_no").textValue()).isEqualTo("order-0003");
    assertThat(json(merchant.query("order-0002")).get("trade_state").textValue())
        .isEqualTo("SUCCESS");
  }

  @Test
  void theSameOrderIsAnsweredTheSameAndAnotherBodyIsRefused() {
    String first = merchant.prepay("order-0001", "openid-1", 500, callback.url());
    String target = "/v3/pay/partner/transactions/jsapi";
    Map<String, Object> other = merchant.order("order-0001", "openid-1", 501, callback.url());
    assertRefused(merchant.post(target, other), 400, "INVALID_REQUEST");

    world.control("payers/openid-1/approve", Map.of("prepayId", first)).required("status");
    assertRefused(merchant.post(target, other), 400, "ORDERPAID");
    assertRefused(merchant.close("order-0001"), 400, "ORDERPAID");
  }

  @Test
  void aClosedOrderCannotBePaid() {
    String prepayId = merchant.prepay("order-0001", "openid-1", 500, callback.url());
    assertThat(merchant.close("order-0001").statusCode()).isEqualTo(204);
    HttpResponse<byte[]> again = merchant.close("order-0001");
    assertThat(again.statusCode()).isEqualTo(204);
    assertThat(Merchant.platformSigned(Merchant.platformHeaders(again), again.body())).isTrue();
    assertThatThrownBy(() -> world.control("payers/openid-1/approve", Map.of("prepayId", prepayId)))
        .hasMessageContaining("order.closed");
    assertThat(world.balance("wechat", PAYER)).isEqualTo(100_000);
  }

  @Test
  void anOrderPastItsTimeIsClosed() {
    String prepayId = merchant.prepay("order-0001", "openid-1", 500, callback.url());
    world.moveClock(Duration.ofMinutes(11));
    assertThat(json(merchant.query("order-0001")).get("trade_state").textValue())
        .isEqualTo("CLOSED");
    assertThatThrownBy(() -> world.control("payers/openid-1/approve", Map.of("prepayId", prepayId)))
        .hasMessageContaining("order.closed");
  }

  @Test
  void anotherMerchantAndAnUnknownPayerAreRefused() {
    String target = "/v3/pay/partner/transactions/jsapi";
    Map<String, Object> order = merchant.order("order-0001", "openid-1", 500, callback.url());
    order.put("sub_mchid", "1900009999");
    assertRefused(merchant.post(target, order), 403, "NO_AUTH");
    assertRefused(
        merchant.post(target, merchant.order("order-0001", "nobody", 500, callback.url())),
        400,
        "PARAM_ERROR");
    assertRefused(
        merchant.post(target, merchant.order("order-0001", "openid-1", 0, callback.url())),
        400,
        "PARAM_ERROR");
  }

  @Test
  void refundsNeverExceedThePaymentAndNothingIsLost() throws Exception {
    merchant.pay("order-0001", "openid-1", 1_000, callback.url());
    assertThat(callback.next().resource().has("transaction_id")).isTrue();

    HttpResponse<byte[]> first =
        merchant.refund("order-0001", "refund-1", 300, 1_000, callback.url());
    assertThat(first.statusCode()).isEqualTo(200);
    Callback.Arrived told = callback.next();
    assertThat(told.envelope().get("event_type").textValue()).isEqualTo("REFUND.SUCCESS");
    assertThat(told.resource().get("refund_status").textValue()).isEqualTo("SUCCESS");
    assertThat(told.resource().has("status")).isFalse();

    assertThat(merchant.refund("order-0001", "refund-1", 300, 1_000, callback.url()).statusCode())
        .isEqualTo(200);
    assertRefused(
        merchant.refund("order-0001", "refund-1", 301, 1_000, callback.url()),
        400,
        "INVALID_REQUEST");
    assertRefused(
        merchant.refund("order-0001", "refund-2", 701, 1_000, callback.url()),
        400,
        "INVALID_REQUEST");
    assertRefused(merchant.refundQuery("refund-2"), 404, "RESOURCE_NOT_EXISTS");
    assertThat(json(merchant.refundQuery("refund-1")).get("status").textValue())
        .isEqualTo("SUCCESS");
    assertThat(json(merchant.query("order-0001")).get("trade_state").textValue())
        .isEqualTo("REFUND");
    assertThat(world.balance("wechat", PAYER)).isEqualTo(99_300);
    assertThat(world.balance("wechat", MERCHANT)).isEqualTo(700);
  }

  @Test
  void aMerchantWithoutMoneyCannotRefund() {
    merchant.pay("order-0001", "openid-1", 1_000, callback.url());
    world
        .control("merchants", Map.of("channel", "WECHAT", "ref", World.SUB_MCHID, "balance", 10))
        .required("balance");
    assertRefused(
        merchant.refund("order-0001", "refund-1", 300, 1_000, callback.url()), 403, "NOT_ENOUGH");
    assertThat(world.balance("wechat", PAYER)).isEqualTo(99_000);
  }

  @Test
  void aRefundThatCannotReachThePayerWaitsInBetween() throws Exception {
    payer("openid-2", 5_000, "refund-abnormal");
    merchant.pay("order-0001", "openid-2", 1_000, callback.url());
    assertThat(callback.next().envelope().get("event_type").textValue())
        .isEqualTo("TRANSACTION.SUCCESS");
    assertThat(merchant.refund("order-0001", "refund-1", 300, 1_000, callback.url()).statusCode())
        .isEqualTo(200);
    assertThat(callback.next().envelope().get("event_type").textValue())
        .isEqualTo("REFUND.ABNORMAL");
    assertThat(world.balance("wechat", "payer:openid-2")).isEqualTo(4_000);
    assertThat(world.balance("wechat", "transit:refund")).isEqualTo(300);
    assertThat(world.books("wechat").get("sum").longValue()).isZero();
  }

  @Test
  void aPayerWhoPaysByItselfPaysOnce() throws Exception {
    payer("openid-2", 5_000, "pays");
    assertThat(merchant.prepay("order-0001", "openid-2", 1_000, callback.url())).isNotEmpty();
    assertThat(callback.next().resource().get("out_trade_no").textValue()).isEqualTo("order-0001");
    assertThat(world.balance("wechat", "payer:openid-2")).isEqualTo(4_000);
  }

  @Test
  void aPaymentAcceptedJustBeforeTheConnectionBreaksIsFoundByQuery() {
    merchant.pay("order-0001", "openid-1", 1_000, callback.url());
    world.fault("wechat", "refund", "RESET_AFTER");
    assertThatThrownBy(() -> merchant.refund("order-0001", "refund-1", 300, 1_000, callback.url()))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(merchant.refundQuery("refund-1").statusCode()).isEqualTo(200);

    world.fault("wechat", "refund", "RESET_BEFORE");
    assertThatThrownBy(() -> merchant.refund("order-0001", "refund-2", 300, 1_000, callback.url()))
        .isInstanceOf(UncheckedIOException.class);
    assertRefused(merchant.refundQuery("refund-2"), 404, "RESOURCE_NOT_EXISTS");
  }

  @Test
  void errorsBeforeAndAfterDifferOnlyInTheBooks() {
    String target = "/v3/pay/partner/transactions/jsapi";
    world.fault("wechat", "jsapi", "ERROR_BEFORE");
    Map<String, Object> order = merchant.order("order-0001", "openid-1", 500, callback.url());
    assertRefused(merchant.post(target, order), 500, "SYSTEM_ERROR");
    assertRefused(merchant.query("order-0001"), 404, "ORDER_NOT_EXIST");
    world.fault("wechat", "jsapi", "ERROR_AFTER");
    assertRefused(merchant.post(target, order), 500, "SYSTEM_ERROR");
    assertThat(json(merchant.query("order-0001")).get("trade_state").textValue())
        .isEqualTo("NOTPAY");
    world.fault("wechat", "query", "BAD_SIGNATURE");
    HttpResponse<byte[]> spoilt = merchant.query("order-0001");
    assertThat(Merchant.platformSigned(Merchant.platformHeaders(spoilt), spoilt.body())).isFalse();
  }

  @Test
  void aSlowAnswerIsTheTrueAnswer() {
    merchant.pay("order-0001", "openid-1", 500, callback.url());
    JsonNode before = json(merchant.query("order-0001"));
    world
        .control(
            "faults",
            Map.of(
                "channel",
                "wechat",
                "call",
                "query",
                "kind",
                "SLOW",
                "times",
                1,
                "delayMillis",
                20))
        .required("status");
    HttpResponse<byte[]> slow = merchant.query("order-0001");
    assertThat(json(slow)).isEqualTo(before);
    assertThat(Merchant.platformSigned(Merchant.platformHeaders(slow), slow.body())).isTrue();
    assertThat(world.get("/control/calls").body()).asString().contains("\"fault\":\"SLOW\"");
  }

  @Test
  void aPayerWithoutMoneyOrWillPaysNothing() {
    payer("openid-2", 10, "manual");
    payer("openid-3", 5_000, "never");
    String poor = merchant.prepay("order-0001", "openid-2", 500, callback.url());
    String unwilling = merchant.prepay("order-0002", "openid-3", 500, callback.url());
    assertThatThrownBy(() -> world.control("payers/openid-2/approve", Map.of("prepayId", poor)))
        .hasMessageContaining("balance.too-low");
    assertThatThrownBy(
            () -> world.control("payers/openid-3/approve", Map.of("prepayId", unwilling)))
        .hasMessageContaining("payer.never");
    assertThatThrownBy(() -> world.control("payers/openid-1/approve", Map.of("prepayId", poor)))
        .hasMessageContaining("payer.other");
    assertThat(world.balance("wechat", MERCHANT)).isZero();
  }

  @Test
  void booksAndStatesSurviveARestart() throws Exception {
    merchant.pay("order-0001", "openid-1", 1_000, callback.url());
    JsonNode before = json(merchant.query("order-0001"));
    String books = world.books("wechat").toString();
    world.restart();
    assertThat(json(merchant.query("order-0001"))).isEqualTo(before);
    assertThat(world.books("wechat").toString()).isEqualTo(books);
    assertThat(callback.next().resource()).isEqualTo(before);
  }

  @Test
  void anyRowOfPaymentsAndRefundsConservesMoney() {
    Random random = new Random(20261101);
    payer("openid-1", 10_000_000, "manual");
    long paid = 0;
    long refunded = 0;
    for (int i = 0; i < 40; i++) {
      long fen = 1L + random.nextInt(5_000);
      String no = "order-%04d".formatted(i);
      merchant.pay(no, "openid-1", fen, callback.url());
      paid += fen;
      for (int j = 0; j < random.nextInt(4); j++) {
        long back = 1L + random.nextInt((int) fen);
        if (merchant.refund(no, no + "-" + j, back, fen, callback.url()).statusCode() == 200) {
          refunded += back;
        }
      }
    }
    assertThat(refunded).isPositive().isLessThanOrEqualTo(paid);
    assertThat(world.balance("wechat", MERCHANT)).isEqualTo(paid - refunded);
    // What the refunds have not yet brought to the payer is still in transit; together they are
    // whole.
    JsonNode books = world.books("wechat");
    long inHands = 0;
    for (JsonNode account : books.get("accounts")) {
      if (account.get("account").textValue().matches("payer:.*|transit:.*")) {
        inHands += account.get("balance").longValue();
      }
    }
    assertThat(inHands).isEqualTo(10_000_000 - paid + refunded);
    assertThat(books.get("sum").longValue()).isZero();
  }

  @Test
  void theDaysBillHasEveryMovementAndItsSums() {
    merchant.pay("order-0001", "openid-1", 1_000, callback.url());
    assertThat(merchant.refund("order-0001", "refund-1", 305, 1_000, callback.url()).statusCode())
        .isEqualTo(200);
    LocalDate today = LocalDate.ofInstant(world.now(), ZoneId.of("Asia/Shanghai"));
    JsonNode link =
        json(
            merchant.get(
                "/v3/bill/tradebill?bill_date=%s&sub_mchid=%s&bill_type=ALL"
                    .formatted(today, World.SUB_MCHID)));
    String url = link.get("download_url").textValue();
    HttpResponse<byte[]> file = merchant.get(url.substring(world.base().length()));
    String text = new String(file.body(), StandardCharsets.UTF_8);
    assertThat(text).startsWith("\uFEFF交易时间,");
    String[] lines = text.split("\r\n", -1);
    assertThat(lines).hasSize(6);
    assertThat(lines[1]).startsWith("`").contains(",`order-0001,").contains(",`10.00,");
    assertThat(lines[2]).contains(",`REFUND,").contains(",`refund-1,`3.05,");
    assertThat(lines[4]).isEqualTo("`2,`10.00,`3.05,`0.00,`0.00000,`10.00,`3.05");
    assertThat(file.headers().firstValue("Wechatpay-Signature")).isEmpty();
    assertRefused(
        merchant.get("/v3/bill/tradebill?bill_date=2026-01-01"), 400, "NO_STATEMENT_EXIST");
  }

  /** What the merchant's account did, from the books, for nobody's eyes but the provider's. */
  @Test
  void theDaysFundsAreTheBooksAndSealedForTheProvider() throws Exception {
    merchant.pay("order-0001", "openid-1", 1_000, callback.url());
    assertThat(merchant.refund("order-0001", "refund-1", 305, 1_000, callback.url()).statusCode())
        .isEqualTo(200);
    LocalDate today = LocalDate.ofInstant(world.now(), ZoneId.of("Asia/Shanghai"));
    String path =
        "/v3/bill/sub-merchant-fundflowbill?sub_mchid=%s&bill_date=%s&account_type=%s&algorithm=%s";
    JsonNode list =
        json(merchant.get(path.formatted(World.SUB_MCHID, today, "BASIC", "AEAD_AES_256_GCM")));
    assertThat(list.get("download_bill_count").intValue()).isEqualTo(1);
    JsonNode part = list.get("download_bill_list").get(0);
    String url = part.get("download_url").textValue();
    byte[] sealed = merchant.get(url.substring(world.base().length())).body();
    Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
    rsa.init(Cipher.DECRYPT_MODE, Keys.MERCHANT.getPrivate());
    byte[] key = rsa.doFinal(Base64.getDecoder().decode(part.get("encrypt_key").textValue()));
    Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
    aes.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(key, "AES"),
        new GCMParameterSpec(
            128, part.get("nonce").textValue().getBytes(StandardCharsets.US_ASCII)));
    String[] lines = new String(aes.doFinal(sealed), StandardCharsets.UTF_8).split("\r\n", -1);
    assertThat(lines).hasSize(6);
    assertThat(lines[0]).startsWith("\uFEFF记账时间,").endsWith(",业务凭证号");
    assertThat(lines[1]).endsWith(",`交易,`交易,`收入,`10.00,`10.00,`system,`,`order-0001");
    assertThat(lines[2]).endsWith(",`退款,`退款,`支出,`3.05,`6.95,`system,`,`refund-1");
    assertThat(lines[4]).isEqualTo("`2.0,`1.0,`10.00,`1.0,`3.05");
    assertThat(world.balance("wechat", MERCHANT)).isEqualTo(695);

    assertRefused(
        merchant.get(path.formatted(World.SUB_MCHID, today, "FEES", "AEAD_AES_256_GCM")),
        400,
        "NO_STATEMENT_EXIST");
    assertRefused(
        merchant.get(path.formatted(World.SUB_MCHID, today, "BASIC", "SM4_GCM")),
        400,
        "PARAM_ERROR");
    assertRefused(
        merchant.get("/v3/bill/fundflowbill?bill_date=" + today), 400, "NO_STATEMENT_EXIST");
  }

  @Test
  void anAuthorisationCodeTellsThePayerOnce() {
    String code =
        world.control("payers/openid-1/oauth-code", Map.of()).required("authCode").textValue();
    String path =
        "/sns/oauth2/access_token?appid=wx8888888888888888&secret=app-secret&grant_type=authorization_code&code="
            + code;
    assertThat(json(world.get(path)).get("openid").textValue()).isEqualTo("openid-1");
    assertThat(json(world.get(path)).get("errcode").intValue()).isEqualTo(40029);
  }
}
