package org.yima.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yima.sandbox.driver.Callback;
import org.yima.sandbox.driver.Centre;
import org.yima.sandbox.driver.Hospital;
import org.yima.sandbox.driver.Merchant;
import org.yima.sandbox.driver.MixedBill;
import org.yima.sandbox.driver.World;

/** Medical insurance and cash in one order: the wallet's rules, the centre's word, the books. */
class WechatMixedTest {
  private static final String DIGEST = "09eb26e839ff3a2e3980352ae45ef09e";
  private static final String PAYER = "payer:openid-1";
  private static final String MERCHANT = "merchant:" + World.SUB_MCHID;

  @TempDir Path folder;
  private World world;
  private Merchant merchant;
  private Callback callback;
  private Hospital hospital;
  private MixedBill bill;

  @BeforeEach
  void start() {
    world = new World(folder);
    merchant = new Merchant(world);
    callback = new Callback(0);
    hospital = new Hospital(world);
    payer("openid-1", "manual");
    world
        .control("payers/openid-1/credential", Map.of("name", "张三", "idNumber", Hospital.ID_NUMBER))
        .required("ref");
  }

  @AfterEach
  void stop() {
    callback.close();
    world.close();
  }

  private void payer(String openid, String script) {
    world
        .control(
            "payers",
            Map.of("channel", "WECHAT", "ref", openid, "balance", 100_000, "script", script))
        .required("ref");
  }

  /** After the centre has the order and its split. */
  private Map<String, Object> order(String number) {
    bill = new MixedBill(world, hospital, callback.url()).preSettled(number);
    return bill.wechatOrder();
  }

  private static Map<String, Object> person(String name, String digest) {
    return Map.of(
        "name",
        Merchant.encrypted(name),
        "id_digest",
        Merchant.encrypted(digest),
        "card_type",
        "ID_CARD");
  }

  private String ordered(String number) {
    HttpResponse<byte[]> answer = merchant.post("/v3/med-ins/orders", order(number));
    assertThat(answer.statusCode()).isEqualTo(200);
    return json(answer).get("mix_trade_no").textValue();
  }

  private JsonNode approve(String id) {
    return world.control("payers/openid-1/approve", Map.of("prepayId", id, "channel", "WECHAT"));
  }

  private JsonNode query(String number) {
    return json(
        merchant.get(
            "/v3/med-ins/orders/out-trade-no/" + number + "?sub_mchid=" + World.SUB_MCHID));
  }

  private static JsonNode json(HttpResponse<byte[]> answer) {
    return World.tree(answer.body());
  }

  private static List<String> statuses(JsonNode order) {
    return List.of(
        order.get("mix_pay_status").textValue(),
        order.get("self_pay_status").textValue(),
        order.get("med_ins_pay_status").textValue());
  }

  private static void assertRefused(HttpResponse<byte[]> answer, String number) {
    assertThat(answer.statusCode()).as(number).isBetween(400, 404);
    assertThat(answer.headers().firstValue("Request-ID").orElseThrow()).endsWith("-" + number);
    assertThat(Merchant.platformSigned(Merchant.platformHeaders(answer), answer.body())).isTrue();
  }

  @Test
  void bothPartsArePaidAndTheMerchantIsToldOfTheWhole() throws Exception {
    String mixTradeNo = ordered("order-0001");
    assertThat(statuses(query("order-0001")))
        .containsExactly("MIX_PAY_CREATED", "SELF_PAY_CREATED", "MED_INS_PAY_CREATED");
    assertThat(approve(mixTradeNo).get("status").textValue()).isEqualTo("PAID");
    JsonNode paid = query("order-0001");
    assertThat(statuses(paid))
        .containsExactly("MIX_PAY_SUCCESS", "SELF_PAY_SUCCESS", "MED_INS_PAY_SUCCESS");
    assertThat(paid.has("payer")).isFalse();
    assertThat(
            json(
                merchant.get(
                    "/v3/med-ins/orders/mix-trade-no/"
                        + mixTradeNo
                        + "?sub_mchid="
                        + World.SUB_MCHID)))
        .isEqualTo(paid);

    List<String> told = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Callback.Arrived next = callback.next();
      String type = next.envelope().get("event_type").textValue();
      told.add(type);
      if (type.equals("MEDICAL_INSURANCE.SUCCESS")) {
        assertThat(next.resource()).isEqualTo(paid);
      }
    }
    assertThat(told).containsExactlyInAnyOrder("TRANSACTION.SUCCESS", "MEDICAL_INSURANCE.SUCCESS");
    assertThat(world.balance("wechat", PAYER)).isEqualTo(100_000 - 4_195);
    assertThat(world.balance("wechat", MERCHANT)).isEqualTo(4_195);
    assertThat(world.balance("bureau", "institution:" + World.INSTITUTION)).isEqualTo(13_150);
  }

  /** Who pays by themselves pays the whole order, by the password, and never its cash alone. */
  @Test
  void whoPaysByThemselvesPaysTheWhole() throws Exception {
    payer("openid-1", "pays-after:60000");
    assertThat(ordered("order-0001")).isNotEmpty();
    world.moveClock(Duration.ofMinutes(1));
    wake();
    assertThat(
            List.of(
                callback.next().envelope().get("event_type").textValue(),
                callback.next().envelope().get("event_type").textValue()))
        .containsExactlyInAnyOrder("TRANSACTION.SUCCESS", "MEDICAL_INSURANCE.SUCCESS");
    assertThat(statuses(query("order-0001")))
        .containsExactly("MIX_PAY_SUCCESS", "SELF_PAY_SUCCESS", "MED_INS_PAY_SUCCESS");
  }

  /** Has the sandbox look what is due now, by work of another order. */
  private void wake() throws InterruptedException {
    try (Callback another = new Callback(0)) {
      payer("openid-2", "manual");
      merchant.pay("order-0002", "openid-2", 100, another.url());
      assertThat(another.next().body()).isNotEmpty();
    }
  }

  @Test
  void whereInsuranceRefusesTheCashGoesBack() {
    String mixTradeNo = ordered("order-0001");
    script("insurance-refused");
    assertThat(approve(mixTradeNo).get("status").textValue()).isEqualTo("REVERSED");
    JsonNode reversed = query("order-0001");
    assertThat(statuses(reversed))
        .containsExactly("MIX_PAY_REVERSED", "SELF_PAY_REFUND", "MED_INS_PAY_FAIL");
    assertThat(reversed.get("med_ins_fail_reason").textValue()).isNotEmpty();
    assertThat(world.balance("wechat", PAYER)).isEqualTo(100_000);
    assertThat(world.balance("wechat", MERCHANT)).isZero();
    assertThat(world.balance("bureau", "institution:" + World.INSTITUTION)).isZero();
  }

  @Test
  void aOneSidedOrderKeepsTheCashAndSaysSo() {
    String mixTradeNo = ordered("order-0001");
    script("one-sided");
    assertThat(approve(mixTradeNo).get("status").textValue()).isEqualTo("FAIL");
    assertThat(statuses(query("order-0001")))
        .containsExactly("MIX_PAY_FAIL", "SELF_PAY_SUCCESS", "MED_INS_PAY_FAIL");
    assertThat(world.balance("wechat", MERCHANT)).isEqualTo(4_195);
  }

  private void script(String script) {
    world
        .control("mobile-orders/" + bill.payOrdId() + "/script", Map.of("script", script))
        .required("payOrdId");
  }

  /** One member changed, and the number that the wallet ends its Request-ID with. */
  @ParameterizedTest
  @CsvSource({
    "total_fee, 17346, 268529477",
    "wechat_pay_cash_fee, 4196, 268529476",
    "med_ins_gov_fee, 10151, 268529477",
    "pay_auth_no, other, 268547120",
    "pay_order_id, other, 268545967",
    "serial_no, other, 268510610",
    "med_inst_no, other, 268510610",
    "openid, nobody, 268510603",
    "prepay_id, other, 268529481",
    "mix_pay_type, CASH_ONLY, 268529474",
    "mix_pay_type, INSURANCE_ONLY, 268529475",
    "pay_auth_no, '', 268529475",
    "prepay_id, '', 268529475"
  })
  void everyRuleHasItsNumber(String member, String value, String number) {
    Map<String, Object> order = order("order-0001");
    order.put(member, value.matches("\\d+") ? (Object) Long.valueOf(value) : value);
    assertRefused(merchant.post("/v3/med-ins/orders", order), number);
    assertThat(world.balance("wechat", PAYER)).isEqualTo(100_000);
  }

  @Test
  void onlyTheHolderOfTheCredentialAndTheBoundFamilyPay() {
    Map<String, Object> order = order("order-0001");
    order.put("payer", person("李四", DIGEST));
    assertRefused(merchant.post("/v3/med-ins/orders", order), "268545962");
    order.put("payer", person("张三", DIGEST.replace('0', '1')));
    assertRefused(merchant.post("/v3/med-ins/orders", order), "268545961");
    order.put("payer", person("张三", DIGEST));
    order.put("pay_for_relatives", true);
    order.put("relative", person("张小三", DIGEST.replace('0', '1')));
    assertRefused(merchant.post("/v3/med-ins/orders", order), "268545964");
    payer("openid-2", "manual");
    order.put("openid", "openid-2");
    assertRefused(merchant.post("/v3/med-ins/orders", order), "268545963");
  }

  @Test
  void theBureausCopyMustRepeatTheOrder() {
    Map<String, Object> order = order("order-0001");
    order.put(
        "passthrough_request_content",
        World.text(
            Map.of(
                "payAuthNo", bill.payAuthNo(), "payOrdId", "other", "setlLatlnt", "104.06,30.67")));
    assertRefused(merchant.post("/v3/med-ins/orders", order), "268547120");
    order.put(
        "passthrough_request_content",
        World.text(
            Map.of(
                "payAuthNo",
                bill.payAuthNo(),
                "payOrdId",
                bill.payOrdId(),
                "setlLatlnt",
                "104.06,30.67")));
    assertThat(merchant.post("/v3/med-ins/orders", order).statusCode()).isEqualTo(200);
    assertRefused(merchant.post("/v3/med-ins/orders", order), "268512536");
  }

  @Test
  void anUnknownOrderIsNotThere() {
    assertRefused(
        merchant.get("/v3/med-ins/orders/out-trade-no/nothing?sub_mchid=" + World.SUB_MCHID),
        "268529515");
  }

  @Test
  void whileThePayerIsAtItNothingIsClosed() {
    payer("openid-1", "password");
    String mixTradeNo = ordered("order-0001");
    assertThat(approve(mixTradeNo).get("status").textValue()).isEqualTo("USER_PAYING");
    assertRefused(merchant.close("order-0001"), "268560650");
    assertThat(approve(mixTradeNo).get("status").textValue()).isEqualTo("PAID");
    assertThat(merchant.close("order-0001").statusCode()).isEqualTo(400);
  }

  @Test
  void closingTheCashEndsTheWholeAndTheCashAloneIsNeverPaid() {
    Map<String, Object> order = order("order-0001");
    assertThat(merchant.post("/v3/med-ins/orders", order).statusCode()).isEqualTo(200);
    assertThatThrownBy(() -> approve((String) order.get("prepay_id")))
        .hasMessageContaining("order.mixed");
    assertThat(merchant.close("order-0001").statusCode()).isEqualTo(204);
    JsonNode over = query("order-0001");
    assertThat(statuses(over)).containsExactly("MIX_PAY_FAIL", "SELF_PAY_FAIL", "MED_INS_PAY_FAIL");
    assertThatThrownBy(() -> approve(over.get("mix_trade_no").textValue()))
        .hasMessageContaining("order.over");
  }

  @Test
  void anOrderEndsByItself() {
    String mixTradeNo = ordered("order-0001");
    world.moveClock(Duration.ofMinutes(11));
    assertThat(statuses(query("order-0001")).get(0)).isEqualTo("MIX_PAY_FAIL");
    assertThatThrownBy(() -> approve(mixTradeNo)).hasMessageContaining("order.over");
  }

  @ParameterizedTest
  @ValueSource(strings = {"med_refund_", "med_refund__"})
  void whatTheCentreReturnedIsToldOnce(String prefix) {
    String mixTradeNo = ordered("order-0001");
    String target = "/v3/med-ins/refunds/notify?mix_trade_no=" + mixTradeNo;
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("sub_mchid", World.SUB_MCHID);
    told.put("med_refund_total_fee", 13_150);
    told.put(prefix + "gov_fee", 10_150);
    told.put(prefix + "self_fee", 3_000);
    told.put(prefix + "other_fee", 0);
    told.put("refund_time", "2026-11-21T10:00:00+08:00");
    told.put("out_refund_no", "refund-1");
    assertRefused(merchant.post(target, told), "268554200");

    assertThat(approve(mixTradeNo).get("status").textValue()).isEqualTo("PAID");
    assertThat(merchant.post(target, told).statusCode())
        .as("the centre has returned nothing yet")
        .isEqualTo(400);
    assertThat(statuses(query("order-0001")).get(0)).isEqualTo("MIX_PAY_SUCCESS");
    centreReturns();
    assertThat(merchant.post(target, told).statusCode())
        .as("the cash has not been asked back under this number")
        .isEqualTo(400);
    assertThat(merchant.refund("order-0001", "refund-0", 1, 4_195, callback.url()).statusCode())
        .isEqualTo(200);
    assertThat(merchant.post(target, told).statusCode())
        .as("another number's refund is not this one's")
        .isEqualTo(400);
    assertThat(merchant.refund("order-0001", "refund-1", 4_194, 4_195, callback.url()).statusCode())
        .isEqualTo(200);
    assertThat(merchant.post(target, told).statusCode()).isEqualTo(204);
    assertThat(merchant.post(target, told).statusCode()).isEqualTo(204);
    assertThat(statuses(query("order-0001")))
        .containsExactly("MIX_PAY_REFUND", "SELF_PAY_REFUND", "MED_INS_PAY_REFUND");
    told.put("out_refund_no", "refund-2");
    assertThat(merchant.post(target, told).statusCode()).isEqualTo(400);
    told.put("med_refund_total_fee", 1);
    assertThat(merchant.post(target, told).statusCode()).isEqualTo(400);
  }

  /** 6203 of the insurance part, with an authorisation of its own. */
  private void centreReturns() {
    JsonNode returned = new Centre(world).call("refund_Order", bill.refund(false));
    assertThat(returned.at("/data/refStatus").textValue()).isEqualTo("SUCC");
  }

  @Test
  void reportsGoByHttpsAndTheInstitutionNeedsNoApplicationOfItsOwn() {
    Map<String, Object> order = order("order-0001");
    order.put("callback_url", "http://hospital.example/back");
    HttpResponse<byte[]> refused = merchant.post("/v3/med-ins/orders", order);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).toString()).contains("callback_url");
    order.put("callback_url", "https://hospital.example/back");
    order.remove("sub_appid");
    HttpResponse<byte[]> taken = merchant.post("/v3/med-ins/orders", order);
    assertThat(taken.statusCode()).isEqualTo(200);
    assertThat(json(taken).has("sub_appid")).isFalse();
  }

  /** Five attempts within half a minute, then silence; a payment's report goes on for hours. */
  @Test
  void theWalletGivesUpTellingAfterHalfAMinute() throws Exception {
    try (Callback deaf = new Callback(1_000)) {
      Map<String, Object> order = order("order-0001");
      order.put("callback_url", deaf.url());
      String mixTradeNo =
          json(merchant.post("/v3/med-ins/orders", order)).get("mix_trade_no").textValue();
      assertThat(approve(mixTradeNo).get("status").textValue()).isEqualTo("PAID");
      for (int i = 0; i < 5; i++) {
        assertThat(deaf.next().envelope().get("event_type").textValue())
            .isEqualTo("MEDICAL_INSURANCE.SUCCESS");
      }
      // The payment of the second order is told over and over: ten times take longer than a sixth
      // attempt of the first would.
      String prepayId = merchant.prepay("order-0002", "openid-1", 100, deaf.url());
      assertThat(approve(prepayId).get("status").textValue()).isEqualTo("PAID");
      for (int i = 0; i < 6; i++) {
        assertThat(deaf.next().envelope().get("event_type").textValue())
            .isEqualTo("TRANSACTION.SUCCESS");
      }
    }
  }
}
