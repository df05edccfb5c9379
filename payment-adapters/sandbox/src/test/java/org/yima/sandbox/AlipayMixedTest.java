package org.yima.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yima.sandbox.driver.AlipayClient;
import org.yima.sandbox.driver.Hospital;
import org.yima.sandbox.driver.MixedBill;
import org.yima.sandbox.driver.World;

/** Alipay's orders of cash and insurance that end with one of the two. */
class AlipayMixedTest {
  private static final String NOWHERE = "http://127.0.0.1:9/";
  private static final String MEDICAL = "alipay.commerce.medical.trade.";
  @TempDir Path folder;
  private World world;
  private AlipayClient alipay;
  private MixedBill bill;

  @BeforeEach
  void start() {
    world = new World(folder);
    alipay = new AlipayClient(world);
    bill = new MixedBill(world, new Hospital(world), NOWHERE).preSettled("order-0001");
    world
        .control("payers", Map.of("channel", "ALIPAY", "ref", "open-1", "balance", 10_000))
        .required("ref");
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private JsonNode asked(String method, Map<String, ?> business) {
    JsonNode answer = World.tree(alipay.call(MEDICAL + method, business, "").body());
    JsonNode said =
        answer.path("alipay_commerce_medical_trade_" + method.replace('.', '_') + "_response");
    assertThat(said.path("code").asText()).as(answer.toString()).isEqualTo("10000");
    return said;
  }

  private void paid() {
    world.control("payers/open-1/approve", Map.of("prepayId", ordered())).required("status");
  }

  private String ordered() {
    Map<String, Object> order = new LinkedHashMap<>(bill.alipayPayment());
    order.put("order_type", "INSURANCE_PAY");
    order.put("subject", "门诊缴费");
    order.put("industry", "HOSPITAL");
    order.put("insurance_pay_scene", "OUTPATIENT");
    order.put("gmt_time_expire", AlipayClient.at(world.now().plus(Duration.ofMinutes(10))));
    order.put("result_notify_url", NOWHERE);
    order.put("callback_url", NOWHERE);
    return asked("createandpay", order).get("trade_no").textValue();
  }

  private List<String> states() {
    JsonNode order = asked("query", Map.of("out_trade_no", "order-0001"));
    return List.of(
        order.get("trade_status").textValue(),
        order.get("own_pay_status").textValue(),
        order.get("medical_pay_status").textValue());
  }

  @Test
  void theCentreCanRefuseAndTheCashStay() {
    world
        .control("mobile-orders/" + bill.payOrdId() + "/script", Map.of("script", "one-sided"))
        .required("ordStas");
    paid();
    assertThat(states()).containsExactly("CLOSED", "SUCCESS", "FAIL");
    assertThat(world.balance("alipay", "payer:open-1")).isEqualTo(10_000 - 4_195);
    assertThat(world.balance("bureau", "institution:" + World.INSTITUTION)).isZero();
  }

  @Test
  void whatTheInsurancePaidStandsAfterTheCashWasTakenBack() {
    paid();
    assertThat(states()).containsExactly("SUCCESS", "SUCCESS", "SUCCESS");
    assertThat(
            asked("cancel", Map.of("out_trade_no", "order-0001"))
                .get("trade_cancel_result")
                .textValue())
        .isEqualTo("SUCCESS");
    assertThat(states()).containsExactly("REFUND", "REFUND", "SUCCESS");
    assertThat(world.balance("alipay", "payer:open-1")).isEqualTo(10_000);
    assertThat(world.balance("bureau", "institution:" + World.INSTITUTION)).isEqualTo(13_150);
  }

  private String returned() {
    return asked(
            "refund",
            Map.of(
                "out_trade_no",
                "order-0001",
                "refund_request_no",
                "back-0001",
                "refund_amount",
                "41.95"))
        .get("refund_status")
        .textValue();
  }

  private JsonNode refund() {
    return asked(
        "refund.query", Map.of("out_trade_no", "order-0001", "refund_request_no", "back-0001"));
  }

  @Test
  void cashThatThePayersAccountDoesNotTakeWaitsUntilItIsAskedForAgain() {
    paid();
    script("refund-abnormal");
    assertThat(returned()).isEqualTo("REFUND_FAIL");
    assertThat(returned()).isEqualTo("REFUND_FAIL");
    assertThat(refund().get("refund_status").textValue()).isEqualTo("REFUND_FAIL");
    assertThat(refund().has("refund_time")).isFalse();
    assertThat(world.balance("alipay", "transit:refund")).isEqualTo(4_195);
    script("manual");
    assertThat(refund().get("refund_status").textValue())
        .as("asking moves nothing")
        .isEqualTo("REFUND_FAIL");
    assertThat(returned()).isEqualTo("REFUND_SUCCESS");
    assertThat(returned()).isEqualTo("REFUND_SUCCESS");
    assertThat(refund().has("refund_time")).isTrue();
    assertThat(world.balance("alipay", "transit:refund")).isZero();
    assertThat(world.balance("alipay", "payer:open-1")).isEqualTo(10_000);
  }

  private void script(String script) {
    world
        .control(
            "payers",
            Map.of("channel", "ALIPAY", "ref", "open-1", "balance", 5_805, "script", script))
        .required("ref");
  }

  @Test
  void whoPaysByThemselvesPaysTheWholeOrder() {
    world
        .control(
            "payers",
            Map.of("channel", "ALIPAY", "ref", "open-1", "balance", 10_000, "script", "pays"))
        .required("ref");
    assertThat(ordered()).isNotEmpty();
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (states().contains("INIT") && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(states()).containsExactly("SUCCESS", "SUCCESS", "SUCCESS");
    assertThat(world.balance("alipay", "payer:open-1")).isEqualTo(10_000 - 4_195);
    assertThat(world.balance("bureau", "institution:" + World.INSTITUTION)).isEqualTo(13_150);
  }
}
