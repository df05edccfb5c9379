package org.yima.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yima.sandbox.driver.AcpClient;
import org.yima.sandbox.driver.Callback;
import org.yima.sandbox.driver.World;

/** UnionPay over its real messages, by a client that knows only the published rules. */
class UnionPayTest {
  private static final String BACK = "/gateway/api/backTransReq.do";
  private static final String APP = "/gateway/api/appTransReq.do";
  private static final String MERCHANT = "merchant:" + World.ACP_MERCHANT;
  @TempDir Path folder;
  private World world;
  private AcpClient client;
  private Callback callback;

  @BeforeEach
  void start() {
    world = new World(folder);
    client = new AcpClient(world);
    callback = new Callback(0, 200, "ok");
    payer("up-1", 10_000, "manual");
  }

  @AfterEach
  void stop() {
    callback.close();
    world.close();
  }

  private void payer(String ref, long balance, String script) {
    JsonNode made =
        world.control(
            "payers",
            Map.of("channel", "UNIONPAY", "ref", ref, "balance", balance, "script", script));
    assertThat(made.get("ref").textValue()).isEqualTo(ref);
  }

  private JsonNode approve(String ref, String ticket) {
    return world.control("payers/" + ref + "/approve", Map.of("prepayId", ticket));
  }

  private Map<String, String> order(String number, long fen) {
    return client.payment("01", "000201", number, fen, callback.url());
  }

  /** Pays by app and gives the payment's facts. */
  private Map<String, String> paid(String number, long fen) throws InterruptedException {
    Map<String, String> order = order(number, fen);
    String tn = client.send(APP, order).get("tn");
    assertThat(approve("up-1", tn).get("status").textValue()).isEqualTo("PAID");
    Map<String, String> told = AcpClient.form(callback.next().body());
    assertThat(client.verifies(told)).isTrue();
    return told;
  }

  @Test
  void anAppOrderIsPaidToldAndFound() throws InterruptedException {
    Map<String, String> order = order("order00001", 1_234);
    Map<String, String> made = client.send(APP, order);
    assertThat(made).containsEntry("respCode", "00").containsKey("tn");
    assertThat(client.query("order00001", order.get("txnTime"))).containsEntry("respCode", "34");
    assertThat(approve("up-1", made.get("tn")).get("status").textValue()).isEqualTo("PAID");

    Map<String, String> told = AcpClient.form(callback.next().body());
    assertThat(client.verifies(told)).isTrue();
    assertThat(told)
        .containsEntry("respCode", "00")
        .containsEntry("orderId", "order00001")
        .containsEntry("txnAmt", "1234")
        .containsEntry("settleAmt", "1234");
    Map<String, String> found = client.query("order00001", order.get("txnTime"));
    assertThat(found)
        .containsEntry("respCode", "00")
        .containsEntry("origRespCode", "00")
        .containsEntry("txnType", "01")
        .containsEntry("txnSubType", "01")
        .containsEntry("txnAmt", "1234")
        .containsEntry("queryId", told.get("queryId"));
    assertThat(found.get("queryId")).matches("\\d{21}");
    assertThat(world.balance("unionpay", "payer:up-1")).isEqualTo(8_766);
    assertThat(world.balance("unionpay", MERCHANT)).isEqualTo(1_234);
    assertThat(world.books("unionpay").get("sum").longValue()).isZero();
  }

  @Test
  void theSameOrderIsTheSameAndAnotherUnderItsNumberIsRefused() throws InterruptedException {
    Map<String, String> order = order("order00001", 1_234);
    String tn = client.send(APP, order).get("tn");
    assertThat(client.send(APP, order)).containsEntry("tn", tn);
    Map<String, String> other = new TreeMap<>(order);
    other.put("txnAmt", "1235");
    assertThat(client.send(APP, other)).containsEntry("respCode", "12");
    assertThat(approve("up-1", tn).get("status").textValue()).isEqualTo("PAID");
    assertThat(client.send(APP, order)).containsEntry("respCode", "12");
    assertThatThrownBy(() -> approve("up-1", tn).size()).hasMessageContaining("order.over");
    assertThat(world.balance("unionpay", MERCHANT)).isEqualTo(1_234);
  }

  @Test
  void whoCannotAffordItMayTryAgainUntilTheTimeIsOver() {
    payer("up-2", 100, "manual");
    Map<String, String> order = client.payment("07", "000000", "order00001", 500, callback.url());
    String qr = client.send(BACK, order).get("qrCode");
    assertThat(qr).startsWith("https://qr.95516.com/");
    String ticket = qr.substring(qr.lastIndexOf('/') + 1);
    assertThat(approve("up-2", ticket).get("code").textValue()).isEqualTo("64");
    assertThat(client.query("order00001", order.get("txnTime")))
        .containsEntry("respCode", "00")
        .containsEntry("origRespCode", "64");
    payer("up-2", 600, "manual");
    world.moveClock(Duration.ofMinutes(14));
    assertThat(approve("up-2", ticket).get("status").textValue()).isEqualTo("PAID");

    Map<String, String> late = client.payment("07", "000000", "order00002", 50, callback.url());
    String second = client.send(BACK, late).get("qrCode");
    world.moveClock(Duration.ofMinutes(16));
    assertThatThrownBy(() -> approve("up-2", second.substring(second.lastIndexOf('/') + 1)).size())
        .hasMessageContaining("order.over");
    assertThat(client.query("order00002", late.get("txnTime"))).containsEntry("respCode", "34");
  }

  /** 42: the payer's bank debits them when the order is over, and the merchant gets nothing. */
  @Test
  void whoPaysTooLateIsDebitedForNothing() {
    payer("up-late", 1_000, "late");
    Map<String, String> order = order("order00001", 700);
    String tn = client.send(APP, order).get("tn");
    world.moveClock(Duration.ofMinutes(16));
    assertThatThrownBy(() -> approve("up-1", tn).size()).hasMessageContaining("order.over");
    assertThat(approve("up-late", tn).get("code").textValue()).isEqualTo("42");
    assertThat(client.query("order00001", order.get("txnTime")))
        .containsEntry("origRespCode", "42")
        .containsEntry("txnAmt", "700");
    assertThat(world.balance("unionpay", "payer:up-late")).isEqualTo(300);
    assertThat(world.balance("unionpay", "transit:late")).isEqualTo(700);
    assertThat(world.balance("unionpay", MERCHANT)).isZero();
    assertThatThrownBy(() -> approve("up-late", tn).size()).hasMessageContaining("order.over");
  }

  @Test
  void aBrowserIsShownTheCashierWithoutTrustingItsTexts() {
    Map<String, String> order = order("order00001", 1_205);
    order.put("frontUrl", "http://127.0.0.1:9/back");
    order.put("orderDesc", "<b>\"&</b>");
    order.put("signature", AcpClient.sign(order));
    String page =
        new String(
            client.post("/gateway/api/frontTransReq.do", order).body(), StandardCharsets.UTF_8);
    assertThat(page).contains("第一人民医院", "¥ 12.05", "&lt;b&gt;&quot;&amp;").doesNotContain("<b>");
    String ticket = page.replaceAll("(?s).*data-id=\"(\\d+)\".*", "$1");
    assertThat(approve("up-1", ticket).get("status").textValue()).isEqualTo("PAID");
    order.put("signature", "AAAA");
    assertThat(
            new String(
                client.post("/gateway/api/frontTransReq.do", order).body(), StandardCharsets.UTF_8))
        .contains("<h1>11</h1>");
  }

  @Test
  void aShownCodePaysOnceAtOnceOrAfterThePassword() throws InterruptedException {
    String code = world.control("payers/up-1/payment-code", Map.of()).get("text").textValue();
    assertThat(code).matches("62\\d{17}");
    Map<String, String> order = client.payment("06", "000000", "order00001", 300, callback.url());
    order.put("qrNo", code);
    assertThat(client.send(BACK, order)).containsEntry("respCode", "00");
    assertThat(client.query("order00001", order.get("txnTime")))
        .containsEntry("origRespCode", "00");
    assertThat(client.send(BACK, order)).containsEntry("respCode", "12");
    assertThat(AcpClient.form(callback.next().body())).containsEntry("respCode", "00");

    Map<String, String> again = client.payment("06", "000000", "order00002", 300, callback.url());
    again.put("qrNo", code);
    assertThat(client.send(BACK, again)).containsEntry("respCode", "61");

    payer("up-3", 1_000, "password");
    String asked = world.control("payers/up-3/payment-code", Map.of()).get("text").textValue();
    Map<String, String> slow = client.payment("06", "000000", "order00003", 300, callback.url());
    slow.put("qrNo", asked);
    assertThat(client.send(BACK, slow)).containsEntry("respCode", "00");
    assertThat(client.query("order00003", slow.get("txnTime"))).containsEntry("origRespCode", "05");
    JsonNode waits = World.tree(world.get("/control/orders").body()).get("items").get(0);
    assertThat(waits.get("payer").textValue()).isEqualTo("up-3");
    assertThat(
            world
                .control(
                    "payers/up-3/decline", Map.of("prepayId", waits.get("prepayId").textValue()))
                .get("status")
                .textValue())
        .isEqualTo("FAILED");
    assertThat(client.query("order00003", slow.get("txnTime"))).containsEntry("origRespCode", "01");
    assertThat(AcpClient.form(callback.next().body())).containsEntry("respCode", "01");
    assertThat(world.balance("unionpay", MERCHANT)).isEqualTo(300);
  }

  @Test
  void refundsAreAcceptedThenCarriedOutAndNeverExceedThePayment() throws InterruptedException {
    Map<String, String> payment = paid("order00001", 1_000);
    Map<String, String> refund =
        client.back("04", "refund0001", payment.get("queryId"), 400, callback.url());
    refund.put("reqReserved", "order00001");
    assertThat(client.send(BACK, refund))
        .containsEntry("respCode", "00")
        .containsEntry("origQryId", payment.get("queryId"))
        .containsEntry("txnAmt", "400")
        .containsKey("queryId");
    Map<String, String> told = AcpClient.form(callback.next().body());
    assertThat(told)
        .containsEntry("txnType", "04")
        .containsEntry("respCode", "00")
        .containsEntry("reqReserved", "order00001");
    assertThat(client.query("refund0001", refund.get("txnTime")))
        .containsEntry("origRespCode", "00")
        .containsEntry("txnType", "04")
        .containsEntry("txnAmt", "400");
    assertThat(client.send(BACK, refund)).containsEntry("respCode", "12");
    assertThat(
            client.send(
                BACK, client.back("04", "refund0002", payment.get("queryId"), 601, callback.url())))
        .containsEntry("respCode", "36");
    assertThat(
            client.send(BACK, client.back("04", "refund0003", "1".repeat(21), 1, callback.url())))
        .containsEntry("respCode", "35");
    assertThat(
            client.send(
                BACK,
                client.back("31", "cancel0001", payment.get("queryId"), 1_000, callback.url())))
        .containsEntry("respCode", "35");
    assertThat(world.balance("unionpay", "payer:up-1")).isEqualTo(9_400);
    assertThat(world.balance("unionpay", MERCHANT)).isEqualTo(600);
    assertThat(world.books("unionpay").get("sum").longValue()).isZero();
  }

  @Test
  void aRefundThatCannotArriveGoesBackToTheMerchant() throws InterruptedException {
    Map<String, String> payment = paid("order00001", 1_000);
    payer("up-1", 9_000, "refund-abnormal");
    Map<String, String> refund =
        client.back("04", "refund0001", payment.get("queryId"), 400, callback.url());
    assertThat(client.send(BACK, refund)).containsEntry("respCode", "00");
    assertThat(AcpClient.form(callback.next().body())).containsEntry("respCode", "01");
    assertThat(client.query("refund0001", refund.get("txnTime")))
        .containsEntry("origRespCode", "01");
    assertThat(world.balance("unionpay", MERCHANT)).isEqualTo(1_000);
  }

  @Test
  void aCancellationReturnsTheWholeOnTheSameDay() throws InterruptedException {
    Map<String, String> payment = paid("order00001", 1_000);
    Map<String, String> part =
        client.back("31", "cancel0000", payment.get("queryId"), 999, callback.url());
    assertThat(client.send(BACK, part)).containsEntry("respCode", "36");
    Map<String, String> cancel =
        client.back("31", "cancel0001", payment.get("queryId"), 1_000, callback.url());
    assertThat(client.send(BACK, cancel)).containsEntry("respCode", "00");
    assertThat(AcpClient.form(callback.next().body())).containsEntry("txnType", "31");
    assertThat(client.query("cancel0001", cancel.get("txnTime")))
        .containsEntry("origRespCode", "00");
    assertThat(world.balance("unionpay", "payer:up-1")).isEqualTo(10_000);
  }

  /** To the next such time in China. */
  private void moveTo(LocalTime time) {
    OffsetDateTime now = world.now().atOffset(ZoneOffset.ofHours(8));
    OffsetDateTime then = now.with(time);
    world.moveClock(Duration.between(now, then.isAfter(now) ? then : then.plusDays(1)));
  }

  private String settled() {
    return DateTimeFormatter.ofPattern("MMdd")
        .format(world.now().atOffset(ZoneOffset.ofHours(8)).plusDays(1));
  }

  @Test
  void theDayIsCutAtElevenInTheEvening() throws InterruptedException {
    moveTo(LocalTime.of(22, 58));
    Map<String, String> before = paid("order00001", 1_000);
    moveTo(LocalTime.of(23, 1));
    String next = settled();
    assertThat(
            client.send(
                BACK,
                client.back("31", "cancel0001", before.get("queryId"), 1_000, callback.url())))
        .containsEntry("respCode", "35");
    Map<String, String> after = paid("order00002", 500);
    assertThat(after).containsEntry("settleDate", next);
    assertThat(before.get("settleDate")).isNotEqualTo(next);
    moveTo(LocalTime.of(0, 30));
    assertThat(
            client.send(
                BACK, client.back("31", "cancel0002", after.get("queryId"), 500, callback.url())))
        .containsEntry("respCode", "00");
    Map<String, String> ask = client.common("76", "01", "000000", "x");
    ask.remove("orderId");
    ask.put("fileType", "00");
    ask.put("settleDate", next);
    assertThat(client.send("/filedownload/", ask)).containsEntry("respCode", "00");
  }

  @Test
  void aMerchantWithoutMoneyRefundsNothing() throws InterruptedException {
    Map<String, String> payment = paid("order00001", 1_000);
    world
        .control("unionpay/merchants", Map.of("ref", World.ACP_MERCHANT, "balance", 10))
        .required("ref");
    assertThat(
            client.send(
                BACK, client.back("04", "refund0001", payment.get("queryId"), 11, callback.url())))
        .containsEntry("respCode", "64");
  }

  @Test
  void theDaysFileHasALineOfFixedFieldsForEachSuccess() throws Exception {
    Map<String, String> payment = paid("order00001", 1_000);
    Map<String, String> refund =
        client.back("04", "refund0001", payment.get("queryId"), 400, callback.url());
    assertThat(client.send(BACK, refund)).containsEntry("respCode", "00");
    assertThat(AcpClient.form(callback.next().body())).containsEntry("respCode", "00");

    Map<String, String> ask = client.common("76", "01", "000000", "x");
    ask.remove("orderId");
    ask.put("fileType", "00");
    ask.put("settleDate", payment.get("settleDate"));
    Map<String, String> answer = client.send("/filedownload/", ask);
    assertThat(answer.get("fileName")).startsWith(World.ACP_MERCHANT).endsWith(".zip");
    byte[] zip =
        new InflaterInputStream(
                new ByteArrayInputStream(Base64.getDecoder().decode(answer.get("fileContent"))))
            .readAllBytes();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      assertThat(in.getNextEntry().getName()).matches("INN\\d{6}88ZM_" + World.ACP_MERCHANT);
      String[] lines = new String(in.readAllBytes(), Charset.forName("GBK")).split("\r\n");
      assertThat(lines).hasSize(2);
      assertThat(lines[0].length()).isEqualTo(lines[1].length());
      assertThat(lines[0].substring(66, 78)).isEqualTo("000000001000");
      assertThat(lines[0].substring(87, 108)).isEqualTo(payment.get("queryId"));
      assertThat(lines[0].substring(112, 144).strip()).isEqualTo("order00001");
      assertThat(lines[1].substring(66, 78)).isEqualTo("000000000400");
      assertThat(lines[1].substring(112, 144).strip()).isEqualTo("refund0001");
      assertThat(in.getNextEntry().getName()).contains("ZME_");
      assertThat(in.readAllBytes()).isEmpty();
    }
    ask.put("settleDate", AcpClient.time(world.now().minus(Duration.ofDays(40))).substring(4, 8));
    assertThat(client.send("/filedownload/", ask)).containsEntry("respCode", "98");
  }

  @Test
  void everyRuleOfTheMessageIsHeldUp() {
    assertCode("13", "txnAmt", "");
    assertCode("10", "txnAmt", "0");
    assertCode("10", "txnAmt", "1.5");
    assertCode("10", "currencyCode", "840");
    assertCode("10", "orderId", "order_0001");
    assertCode("10", "orderId", "short01");
    assertCode("10", "backUrl", "http://127.0.0.1/x?a=b");
    assertCode("10", "payTimeout", "20200101000000");
    assertCode("10", "txnTime", "20261399000000");
    assertCode("10", "version", "5.0.0");
    assertCode("13", "bizType", "");
    assertCode("32", "bizType", "000202");
    assertCode("31", "merId", "777290058119999");
    assertCode("11", "certId", "68759663126");
    assertCode("11", "signMethod", "11");
    Map<String, String> forged = order("order00001", 100);
    forged.put("signature", AcpClient.sign(forged));
    forged.put("txnAmt", "1");
    assertThat(client.sendAsIs(APP, forged)).containsEntry("respCode", "11");
  }

  private void assertCode(String code, String field, String value) {
    Map<String, String> order = order("order00001", 100);
    order.put(field, value);
    if (value.isEmpty()) {
      order.remove(field);
    }
    assertThat(client.send(APP, order)).as(field).containsEntry("respCode", code);
  }

  @Test
  void aMerchantWithASecretSignsAndIsAnsweredWithIt() {
    for (String method : new String[] {"11", "12"}) {
      Map<String, String> order = order("order000" + method, 100);
      order.put("merId", World.ACP_SECRET_MERCHANT);
      order.put("signMethod", method);
      order.remove("certId");
      order.put("signature", AcpClient.keyed(order, World.ACP_SECRET));
      Map<String, String> answer = client.sendAsIs(APP, order);
      assertThat(answer).containsEntry("respCode", "00").containsEntry("signMethod", method);
      assertThat(answer.get("signature")).isEqualTo(AcpClient.keyed(answer, World.ACP_SECRET));
      order.put("signature", AcpClient.keyed(order, "another-secret"));
      assertThat(client.sendAsIs(APP, order)).containsEntry("respCode", "11");
    }
  }

  @Test
  void nothingButTheWordIsAnAcknowledgement() throws InterruptedException {
    for (String said : new String[] {"", "OK"}) {
      callback.say(said);
      Map<String, String> told = paid("order0000" + said.length(), 10);
      for (int again = 0; again < 4; again++) {
        assertThat(AcpClient.form(callback.next().body()).get("queryId"))
            .isEqualTo(told.get("queryId"));
      }
    }
  }

  @Test
  void notificationsAreRepeatedLateOutOfOrderOrNever() throws InterruptedException {
    callback.refuseNext(2);
    Map<String, String> first = paid("order00001", 10);
    assertThat(AcpClient.form(callback.next().body()).get("queryId"))
        .isEqualTo(first.get("queryId"));
    assertThat(AcpClient.form(callback.next().body()).get("queryId"))
        .isEqualTo(first.get("queryId"));

    world.fault("unionpay", "app", "NOTIFY_OUT_OF_ORDER");
    String held = client.send(APP, order("order00002", 20)).get("tn");
    assertThat(approve("up-1", held).get("status").textValue()).isEqualTo("PAID");
    assertThat(paid("order00003", 30)).containsEntry("orderId", "order00003");
    assertThat(AcpClient.form(callback.next().body())).containsEntry("orderId", "order00002");

    world.fault("unionpay", "notify", "NOTIFY_NEVER");
    String never = client.send(APP, order("order00004", 40)).get("tn");
    assertThat(approve("up-1", never).get("status").textValue()).isEqualTo("PAID");
    world.fault("unionpay", "app", "NOTIFY_TWICE");
    assertThat(paid("order00005", 50)).containsEntry("orderId", "order00005");
    assertThat(AcpClient.form(callback.next().body())).containsEntry("orderId", "order00005");
  }

  @Test
  void aForgedNotificationComesBeforeTheTrueOneAndALateOneAfterItsTime()
      throws InterruptedException {
    world.fault("unionpay", "app", "NOTIFY_FORGED");
    String forged = client.send(APP, order("order00001", 10)).get("tn");
    assertThat(approve("up-1", forged).get("status").textValue()).isEqualTo("PAID");
    assertThat(client.verifies(AcpClient.form(callback.next().body()))).isFalse();
    assertThat(client.verifies(AcpClient.form(callback.next().body()))).isTrue();
    assertThat(
            world
                .control(
                    "faults",
                    Map.of("channel", "unionpay", "kind", "NOTIFY_LATE", "delayMillis", 300_000))
                .get("status")
                .textValue())
        .isEqualTo("WAITING");
    String late = client.send(APP, order("order00002", 20)).get("tn");
    assertThat(approve("up-1", late).get("status").textValue()).isEqualTo("PAID");
    assertThat(paid("order00003", 30)).containsEntry("orderId", "order00003");
    assertThat(callback.waiting()).isZero();
    world.moveClock(Duration.ofMinutes(6));
    assertThat(paid("order00004", 40).get("orderId")).isIn("order00002", "order00004");
    assertThat(AcpClient.form(callback.next().body()).get("orderId"))
        .isIn("order00002", "order00004");
  }

  @Test
  void faultsSpoilTheAnswerAndNotTheBooks() {
    world.fault("unionpay", "app", "BAD_SIGNATURE");
    Map<String, String> order = order("order00001", 100);
    order.put("signature", AcpClient.sign(order));
    Map<String, String> spoilt = client.sendAsIs(APP, order);
    assertThat(client.verifies(spoilt)).isFalse();
    assertThat(client.verifies(client.sendAsIs(APP, order))).isTrue();
    world.fault("unionpay", "app", "ERROR_AFTER");
    assertThat(client.post(APP, order).statusCode()).isEqualTo(500);
  }

  @Test
  void whoOpensAnOrderDoesAsTheirScriptSays() throws InterruptedException {
    payer("up-0", 1_000, "pays");
    payer("up-9", 1_000, "never");
    Map<String, String> made = client.send(APP, order("order00001", 100));
    for (String ref : List.of("up-9", "up-0")) {
      world
          .control(
              "payers/" + ref + "/open", Map.of("prepayId", made.get("tn"), "channel", "UNIONPAY"))
          .required("script");
    }
    assertThat(AcpClient.form(callback.next().body())).containsEntry("orderId", "order00001");
    assertThat(world.balance("unionpay", "payer:up-0")).isEqualTo(900);
  }

  @Test
  void theChainOutlivesTheProcess() throws Exception {
    var before = client.chain();
    world.restart();
    assertThat(client.chain()).isEqualTo(before);
  }
}
