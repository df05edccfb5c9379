package org.yima.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yima.sandbox.driver.Centre;
import org.yima.sandbox.driver.Hospital;
import org.yima.sandbox.driver.Hospital.Fee;
import org.yima.sandbox.driver.World;

/** The mobile payment centre: what it computes, whom it refuses, what it leaves in the books. */
class MobilePayTest {
  private static final String INSTITUTION = "institution:" + World.INSTITUTION;

  /** In scope 145.00: deductible 10.00, fund 70% of 135.00, account 30.00, cash 48.95. */
  private static final List<Fee> FEES =
      List.of(new Fee("01", 10_000), new Fee("02", 5_000), new Fee("03", 2_345));

  @TempDir Path folder;
  private World world;
  private Hospital hospital;
  private Centre centre;
  private String auth;
  private String psnNo;
  private String payOrdId;
  private String payToken;
  private final Map<String, String> refunds = new HashMap<>();

  @BeforeEach
  void start() {
    world = new World(folder);
    hospital = new Hospital(world);
    centre = new Centre(world);
    hospital.insure(3_000, 1_000, "0.7", 1_000_000, null);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private JsonNode upload(String ownNumber) {
    auth = hospital.payAuth();
    psnNo = hospital.psnNo();
    JsonNode answer =
        centre.call(
            "uldFeeInfo", centre.upload(auth, psnNo, hospital.visit(psnNo), ownNumber, FEES));
    payOrdId = answer.at("/data/payOrdId").asText();
    payToken = answer.at("/data/payToken").asText();
    return answer;
  }

  private JsonNode order(String ownNumber) {
    return centre.call(
        "pay_order",
        Map.of(
            "payAuthNo",
            auth,
            "payOrdId",
            payOrdId,
            "payToken",
            payToken,
            "orgCodg",
            World.INSTITUTION,
            "orgBizSer",
            "S" + ownNumber,
            "chrgBchno",
            ownNumber,
            "feeType",
            "01",
            "acctUsedFlag",
            "1"));
  }

  private void ordered(String ownNumber) {
    assertDone(upload(ownNumber));
    assertDone(order(ownNumber));
  }

  private Map<String, String> person() {
    return Map.of(
        "payOrdId",
        payOrdId,
        "payToken",
        payToken,
        "orgCodg",
        World.INSTITUTION,
        "idNo",
        Hospital.ID_NUMBER,
        "userName",
        "张三",
        "idType",
        "01");
  }

  private JsonNode query() {
    return centre.call("query_order_info", person());
  }

  private String state() {
    return query().at("/data/ordStas").textValue();
  }

  private JsonNode pay() {
    return world.control("mobile-orders/" + payOrdId + "/pay", Map.of());
  }

  private JsonNode refund(String number, String type, String acct, String fund, String cash) {
    Map<String, Object> data = new HashMap<>();
    data.put("payOrdId", payOrdId);
    data.put("appRefdSn", number);
    data.put("appRefdTime", "20261121120000");
    data.put(
        "totlRefdAmt",
        new BigDecimal(acct).add(new BigDecimal(fund)).add(new BigDecimal(cash)).toPlainString());
    data.put("psnAcctRefdAmt", acct);
    data.put("fundRefdAmt", fund);
    data.put("cashRefdAmt", cash);
    data.put("payAuthNo", refunds.computeIfAbsent(number, unused -> hospital.payAuth()));
    data.put("refdType", type);
    return centre.call("refund_Order", data);
  }

  private static void assertDone(JsonNode answer) {
    assertThat(answer.get("success").booleanValue()).as(answer.toString()).isTrue();
  }

  private static void assertRefused(JsonNode answer, String text) {
    assertThat(answer.get("success").booleanValue()).isFalse();
    assertThat(answer.get("message").textValue()).contains(text);
  }

  @Test
  void cashFirstThenInsuranceAndTheBooksHoldBoth() {
    ordered("M1");
    JsonNode waiting = query();
    assertThat(waiting.at("/data/ordStas").textValue()).isEqualTo("1");
    assertThat(waiting.at("/data/feeSumamt").asText()).isEqualTo("173.45");
    assertThat(waiting.at("/data/ownPayAmt").asText()).isEqualTo("48.95");
    assertThat(waiting.at("/data/psnAcctPay").asText()).isEqualTo("30.00");
    assertThat(waiting.at("/data/fundPay").asText()).isEqualTo("94.50");
    assertThat(waiting.at("/data/revsToken").isMissingNode()).isTrue();
    assertThat(pay().get("history").toString()).isEqualTo("[0,1,2,3,4,5,6]");
    JsonNode done = query();
    assertThat(done.at("/data/setlType").textValue()).isEqualTo("ALL");
    assertThat(done.at("/data/revsToken").textValue()).hasSize(32);
    assertThat(world.balance("bureau", INSTITUTION)).isEqualTo(17_345);
    assertThat(world.balance("bureau", "payer:" + psnNo)).isZero();
    assertThat(world.books("bureau").get("sum").longValue()).isZero();
  }

  /** The centre's own cashier is played as a wallet is. */
  @Test
  void whatWaitsAtTheCentreIsPaidByItsInsuredPerson() {
    ordered("B1");
    JsonNode waiting = World.tree(world.get("/control/orders").body()).get("items").get(0);
    assertThat(waiting.get("channel").textValue()).isEqualTo("CENTRE");
    assertThat(waiting.get("payer").textValue()).isEqualTo(psnNo);
    assertThat(waiting.get("prepayId").textValue()).isEqualTo(payOrdId);
    Map<String, String> it = Map.of("prepayId", payOrdId, "channel", "CENTRE");
    assertThat(world.control("payers/" + psnNo + "/approve", it).get("status").textValue())
        .isEqualTo("PAID");
    assertThat(state()).as("nobody is told, so it is done").isEqualTo("6");
    assertThat(World.tree(world.get("/control/orders").body()).get("items")).isEmpty();
  }

  @Test
  void anAuthorisationCarriesOneOrderAndMinutes() {
    assertDone(upload("M1"));
    assertRefused(
        centre.call("uldFeeInfo", centre.upload(auth, psnNo, hospital.visit(psnNo), "M2", FEES)),
        "授权码无效");
    world.moveClock(Duration.ofMinutes(31));
    assertRefused(order("M1"), "授权码无效");
  }

  /** What is read from a shown credential, and what was allowed in a wallet. */
  @Test
  void aTokenAndAnAuthorisationAreTwoThings() {
    auth = hospital.payAuth();
    psnNo = hospital.psnNo();
    String token = hospital.ecToken();
    assertThat(token).matches("510100ec[0-9a-f]{30}");
    assertThat(hospital.identified("01", auth).get("err_msg").textValue()).contains("授权码无效");
    assertThat(hospital.psnNo(token)).isEqualTo(psnNo);
    Map<String, Object> data = centre.upload(token, psnNo, hospital.visit(psnNo), "M1", FEES);
    assertRefused(centre.call("uldFeeInfo", data), "授权码无效");
    data.remove("payAuthNo");
    data.put("ecToken", auth);
    assertRefused(centre.call("uldFeeInfo", data), "授权码无效");
    data.put("ecToken", token);
    data.remove("mdtrtId");
    JsonNode uploaded = centre.call("uldFeeInfo", data);
    assertDone(uploaded);
    assertThat(uploaded.at("/data/extData/mdtrtId").textValue()).isNotEmpty();
    payOrdId = uploaded.at("/data/payOrdId").asText();
    payToken = uploaded.at("/data/payToken").asText();
    auth = token;
    assertRefused(order("M1"), "授权码无效");
  }

  @Test
  void sumsThatAreOffAreRefusedAndUseNoAuthorisationUp() {
    auth = hospital.payAuth();
    psnNo = hospital.psnNo();
    Map<String, Object> data = centre.upload(auth, psnNo, hospital.visit(psnNo), "M1", FEES);
    Map<String, Object> wrong = new HashMap<>(data);
    wrong.put("medfeeSumamt", "173.46");
    assertRefused(centre.call("uldFeeInfo", wrong), "明细合计不符");
    wrong.put("medfeeSumamt", "173.45");
    wrong.put("inscpScpAmt", "144.99");
    assertRefused(centre.call("uldFeeInfo", wrong), "明细合计不符");
    assertDone(centre.call("uldFeeInfo", data));
  }

  @Test
  void theSameUploadIsAnsweredTheSame() {
    auth = hospital.payAuth();
    psnNo = hospital.psnNo();
    Map<String, Object> data = centre.upload(auth, psnNo, hospital.visit(psnNo), "M1", FEES);
    assertThat(centre.call("uldFeeInfo", data).get("data"))
        .isEqualTo(centre.call("uldFeeInfo", data).get("data"));
    data.put("feeType", "02");
    assertRefused(centre.call("uldFeeInfo", data), "流水号重复");
  }

  @Test
  void anOrderIsRevokedUntilItIsPaid() {
    ordered("M1");
    assertDone(centre.call("revoke_order", person()));
    assertDone(centre.call("revoke_order", person()));
    assertThat(state()).isEqualTo("12");
    ordered("M2");
    assertThat(pay().get("ordStas").intValue()).isEqualTo(6);
    assertRefused(centre.call("revoke_order", person()), "已结算");
  }

  @Test
  void aSettlementRefusedAfterTheCashLeavesNothing() {
    ordered("M1");
    hospital.insure(3_000, 1_000, "0.7", 1_000_000, "SETTLE_REFUSED");
    assertThat(pay().get("ordStas").intValue()).isEqualTo(15);
    assertThat(world.balance("bureau", INSTITUTION)).isZero();
    assertThat(world.balance("bureau", "payer:" + psnNo)).isZero();
  }

  @Test
  void aOneSidedFailureLeavesTheCashWithTheInstitution() {
    ordered("M1");
    world
        .control("mobile-orders/" + payOrdId + "/script", Map.of("script", "one-sided"))
        .required("ordStas");
    assertThat(pay().get("ordStas").intValue()).isEqualTo(16);
    assertThat(world.balance("bureau", INSTITUTION)).isEqualTo(4_895);
  }

  @Test
  void whatChangedSinceThePreSettlementIsNotSettledSilently() {
    ordered("M1");
    hospital.insure(2_999, 1_000, "0.7", 1_000_000, null);
    assertThat(pay().get("ordStas").intValue()).isEqualTo(15);
    ordered("M2");
    world.fault("mobile-pay", "settle", "SETTLE_DIFFERS");
    assertThat(pay().get("ordStas").intValue()).isEqualTo(15);
  }

  /** Pre-settled on the last evening of the year, paid on the first morning of the next. */
  @Test
  void aYearBetweenPreSettlementAndPaymentIsARefusal() {
    var now = world.now().atZone(ZoneId.of("Asia/Shanghai"));
    var eve = now.withMonth(12).withDayOfMonth(31).withHour(23).withMinute(50);
    world.moveClock(Duration.between(now, eve));
    ordered("M1");
    world.moveClock(Duration.ofMinutes(15));
    assertThat(pay().get("ordStas").intValue()).isEqualTo(15);
  }

  @ParameterizedTest
  @CsvSource({
    "ALL, 30.00, 94.50, 48.95, 7",
    "HI, 30.00, 94.50, 0.00, 8",
    "CASH, 0.00, 0.00, 48.95, 9",
    "CASH, 0.00, 0.00, 10.00, 10"
  })
  void whatIsRefundedComesBackOnce(
      String type, String acct, String fund, String cash, String state) {
    ordered("M1");
    assertThat(pay().get("ordStas").intValue()).isEqualTo(6);
    long before = world.balance("bureau", INSTITUTION);
    assertThat(refund("R1", type, acct, fund, cash).at("/data/refStatus").textValue())
        .isEqualTo("SUCC");
    assertThat(refund("R1", type, acct, fund, cash).at("/data/refStatus").textValue())
        .isEqualTo("SUCC");
    long back =
        List.of(acct, fund, cash).stream()
            .mapToLong(yuan -> new BigDecimal(yuan).movePointRight(2).longValueExact())
            .sum();
    assertThat(world.balance("bureau", INSTITUTION)).isEqualTo(before - back);
    assertThat(state()).isEqualTo(state);
    assertThat(world.books("bureau").get("sum").longValue()).isZero();
  }

  /** One use and minutes: neither the upload's, nor another refund's, nor an old one. */
  @Test
  void aRefundHasAnAuthorisationOfItsOwn() {
    ordered("M1");
    assertThat(pay().get("ordStas").intValue()).isEqualTo(6);
    refunds.put("R1", auth);
    assertRefused(refund("R1", "CASH", "0.00", "0.00", "1.00"), "授权码无效");
    assertDone(refund("R2", "CASH", "0.00", "0.00", "1.00"));
    refunds.put("R3", refunds.get("R2"));
    assertRefused(refund("R3", "CASH", "0.00", "0.00", "1.00"), "授权码无效");
    refunds.put("R4", hospital.payAuth());
    world.moveClock(Duration.ofMinutes(31));
    assertRefused(refund("R4", "CASH", "0.00", "0.00", "1.00"), "授权码无效");
  }

  /** Nobody has less than nothing: who has their own cash pays with that, or does not pay. */
  @Test
  void whoHasNotEnoughCashDoesNotPay() {
    ordered("M1");
    cash(4_894);
    assertThatThrownBy(() -> pay().size()).hasMessageContaining("balance.too-low");
    assertThat(state()).isEqualTo("1");
    assertThat(world.balance("bureau", INSTITUTION)).isZero();
    cash(5_000);
    assertThat(pay().get("ordStas").intValue()).isEqualTo(6);
    assertThat(world.balance("bureau", "payer:" + psnNo)).isEqualTo(105);
    assertDone(refund("R1", "ALL", "30.00", "94.50", "48.95"));
    assertThat(world.balance("bureau", "payer:" + psnNo)).isEqualTo(5_000);
    for (JsonNode account : world.books("bureau").get("accounts")) {
      String of = account.get("account").textValue();
      assertThat(of.startsWith("payer:") && account.get("balance").longValue() < 0).isFalse();
    }
  }

  private void cash(long fen) {
    world
        .control(
            "insured",
            Map.of(
                "idNumber",
                Hospital.ID_NUMBER,
                "name",
                "张三",
                "accountBalance",
                3_000,
                "deductible",
                1_000,
                "ratio",
                "0.7",
                "ceiling",
                1_000_000,
                "cash",
                fen))
        .required("psnNo");
  }

  /** 17 while it is under way, 14 while the centre itself does not know what became of it. */
  @Test
  void aRefundIsUnderWayOrInDoubtBeforeItIsDone() {
    ordered("M1");
    assertThat(pay().get("ordStas").intValue()).isEqualTo(6);
    script("refund-exp");
    JsonNode doubted = refund("R1", "HI", "30.00", "94.50", "0.00");
    assertThat(doubted.at("/data/refStatus").textValue()).isEqualTo("EXP");
    assertThat(state()).isEqualTo("14");
    assertThat(world.balance("bureau", INSTITUTION)).isEqualTo(4_895);
    assertRefused(refund("R2", "CASH", "0.00", "0.00", "1.00"), "退款处理中");
    assertThat(refund("R1", "HI", "30.00", "94.50", "0.00").at("/data/refStatus").textValue())
        .isEqualTo("EXP");
    script("none");
    assertThat(refund("R1", "HI", "30.00", "94.50", "0.00").at("/data/refStatus").textValue())
        .isEqualTo("SUCC");
    assertThat(state()).isEqualTo("8");
    script("refund-slow");
    assertThat(refund("R3", "CASH", "0.00", "0.00", "48.95").at("/data/refStatus").textValue())
        .isEqualTo("EXP");
    awaitState("7");
    assertThat(refund("R3", "CASH", "0.00", "0.00", "48.95").at("/data/refStatus").textValue())
        .isEqualTo("SUCC");
    assertThat(history()).isEqualTo("[0,1,2,3,4,5,6,17,14,8,17,7]");
    assertThat(world.balance("bureau", INSTITUTION)).isZero();
  }

  private void script(String script) {
    world
        .control("mobile-orders/" + payOrdId + "/script", Map.of("script", script))
        .required("ordStas");
  }

  private String history() {
    return World.tree(world.get("/control/mobile-orders/" + payOrdId).body())
        .get("history")
        .toString();
  }

  @Test
  void aRefundOfOtherPartsIsRefused() {
    ordered("M1");
    assertThat(pay().get("ordStas").intValue()).isEqualTo(6);
    assertRefused(refund("R1", "ALL", "30.00", "94.50", "48.94"), "与原订单不符");
    assertRefused(refund("R2", "CASH", "0.01", "0.00", "1.00"), "现金退款金额不符");
    assertRefused(refund("R3", "HI", "30.00", "94.49", "0.00"), "与原订单不符");
    assertDone(refund("R4", "CASH", "0.00", "0.00", "10.00"));
    assertRefused(refund("R5", "CASH", "0.00", "0.00", "38.96"), "现金退款金额不符");
    assertDone(refund("R6", "HI", "30.00", "94.50", "0.00"));
    assertThat(state()).isEqualTo("11");
    assertDone(refund("R7", "CASH", "0.00", "0.00", "38.95"));
    assertThat(state()).isEqualTo("7");
    assertThat(world.balance("bureau", INSTITUTION)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"NOT_INSURED, 未参保", "DETAILS_SUM_OFF, 明细合计不符", "MAINTENANCE, 系统维护"})
  void anUploadIsRefusedAsRealOnesAre(String refusal, String text) {
    auth = hospital.payAuth();
    psnNo = hospital.psnNo();
    String visit = hospital.visit(psnNo);
    hospital.insure(3_000, 1_000, "0.7", 1_000_000, refusal);
    assertRefused(centre.call("uldFeeInfo", centre.upload(auth, psnNo, visit, "M1", FEES)), text);
  }

  @Test
  void aForeignSecretIsRefused() {
    JsonNode answer = Centre.opened(centre.send("query_order_info", Map.of("a", "b"), "other"));
    assertRefused(answer, "验签失败");
  }

  /** 6302 comes again until the hospital says that it settled; only then the order is done. */
  @Test
  void theHospitalIsToldUntilItSettled() throws IOException, InterruptedException {
    BlockingQueue<JsonNode> told = new LinkedBlockingQueue<>();
    HttpServer door =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    door.createContext(
        "/",
        exchange -> {
          told.add(World.tree(exchange.getRequestBody().readAllBytes()));
          byte[] reply = centre.reply(told.size() > 1);
          exchange.sendResponseHeaders(200, reply.length);
          exchange.getResponseBody().write(reply);
          exchange.close();
        });
    door.start();
    try {
      world.restartNotifying("http://127.0.0.1:" + door.getAddress().getPort() + "/6302");
      ordered("M1");
      assertThat(pay().get("ordStas").intValue()).isEqualTo(4);
      awaitState("6");
      assertThat(told).hasSize(2);
      JsonNode notice = Centre.opened(told.poll(1, TimeUnit.SECONDS));
      assertThat(notice.at("/data/payOrdId").textValue()).isEqualTo(payOrdId);
      assertThat(notice.at("/data/fundPay").asText()).isEqualTo("94.50");
    } finally {
      door.stop(0);
    }
  }

  /** What goes back before the hospital has settled was never settled: 13, and 7 with the cash. */
  @Test
  void insuranceThatTheHospitalNeverSettledIsRevoked() {
    world.restartNotifying("http://127.0.0.1:9/6302");
    ordered("M1");
    assertThat(pay().get("ordStas").intValue()).isEqualTo(4);
    assertDone(refund("R1", "HI", "30.00", "94.50", "0.00"));
    assertThat(state()).isEqualTo("13");
    assertDone(refund("R2", "CASH", "0.00", "0.00", "48.95"));
    assertThat(state()).isEqualTo("7");
    assertThat(world.balance("bureau", INSTITUTION)).isZero();
  }

  private void awaitState(String wanted) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!state().equals(wanted)) {
      assertThat(System.nanoTime()).as("the notification never arrived").isLessThan(end);
    }
  }
}
