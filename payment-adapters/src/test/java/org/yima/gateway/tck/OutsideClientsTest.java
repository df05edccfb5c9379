package org.yima.gateway.tck;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sandbox before clients that nobody here wrote: what they take for the gateway's own answers
 * and notifications, our adapters do not take by a mistake that both our sides share.
 */
@ExtendWith(OutsideCheck.Kept.class)
class OutsideClientsTest {

  private static final long FEN = 1_234;
  private static final long BACK = 234;

  @TempDir Path folder;
  private SandboxWorld world;

  @BeforeEach
  void start() {
    world =
        SandboxWorld.start(
            folder, Map.of("wechat", WechatSection.of(folder), "alipay", AlipaySection.of(folder)));
  }

  @AfterEach
  void stop() {
    world.close();
  }

  /** wechatpay-axios-plugin: JSAPI, Native, query, close, refund, notifications, mixed, bill. */
  @Test
  void aWechatClientOfOthersPaysAsksRefundsAndHears() {
    control("payers", Map.of("channel", "WECHAT", "ref", "node-payer", "balance", 100_000), "ref");
    control(
        "payers/node-payer/credential",
        Map.of("name", "张三", "idNumber", "44030019000101123X"),
        "ref");
    JsonNode saw =
        NodeClient.run(
            "wechat.mjs",
            WechatSection.outside(
                world.uri(),
                Map.of(
                    "openid",
                    "node-payer",
                    "name",
                    "张三",
                    "idDigest",
                    "09eb26e839ff3a2e3980352ae45ef09e",
                    "fen",
                    FEN,
                    "back",
                    BACK,
                    "today",
                    LocalDate.now(ZoneId.of("Asia/Shanghai")).toString())));
    assertThat(saw.path("unknown").asText()).isEqualTo("ORDER_NOT_EXIST");
    assertThat(saw.path("before").asText()).isEqualTo("NOTPAY");
    assertThat(saw.path("approved").asText()).isEqualTo("PAID");
    assertThat(saw.path("after").asText()).isEqualTo("SUCCESS");
    assertThat(saw.path("told").asText()).isEqualTo("node000001 SUCCESS " + FEN);
    for (String event :
        List.of("TRANSACTION.SUCCESS", "REFUND.SUCCESS", "MEDICAL_INSURANCE.SUCCESS")) {
      assertThat(saw.path("changed " + event).asText()).isEqualTo("forged");
    }
    assertThat(saw.path("codeUrl").asBoolean()).isTrue();
    assertThat(saw.path("closed").asInt()).isEqualTo(204);
    assertThat(saw.path("refundTold").asText()).isEqualTo("noderefund1 SUCCESS " + BACK);
    assertThat(saw.path("refund").asText()).isEqualTo("SUCCESS");
    assertThat(saw.path("mixedApproved").asText()).isEqualTo("PAID");
    assertThat(saw.path("mixedTold").asText())
        .isEqualTo("node000003 MIX_PAY_SUCCESS NO_MED_INS_PAY");
    assertThat(saw.path("bill"))
        .map(JsonNode::asText)
        .containsExactly("node000001 REFUND", "node000001 SUCCESS", "node000003 SUCCESS");
    assertThat(saw.path("billAgrees").asBoolean()).isTrue();
    assertThat(world.balance("wechat", "payer:node-payer")).isEqualTo(100_000 - 2 * FEN + BACK);
    assertThat(world.balance("wechat", "merchant:" + WechatSection.MERCHANT.account()))
        .isEqualTo(2 * FEN - BACK);
  }

  /** alipay-sdk: create, query, refund, page, app, payment code, cancel, notifications, bill. */
  @Test
  void anAlipayClientOfOthersPaysAsksRefundsAndHears() {
    control("payers", Map.of("channel", "ALIPAY", "ref", "node-payer", "balance", 100_000), "ref");
    JsonNode saw =
        NodeClient.run(
            "alipay.mjs",
            AlipaySection.outside(
                world.uri(),
                Map.of(
                    "payer",
                    "node-payer",
                    "yuan",
                    "12.34",
                    "backYuan",
                    "2.34",
                    "today",
                    LocalDate.now(ZoneId.of("Asia/Shanghai")).toString())));
    assertThat(saw.path("unknown").asText()).isEqualTo("ACQ.TRADE_NOT_EXIST");
    assertThat(saw.path("before").asText()).isEqualTo("WAIT_BUYER_PAY");
    assertThat(saw.path("approved").asText()).isEqualTo("PAID");
    assertThat(saw.path("told").asText()).isEqualTo("true 12.34 true");
    assertThat(saw.path("forged").asBoolean(true)).isFalse();
    assertThat(saw.path("after").asText()).isEqualTo("TRADE_SUCCESS 12.34");
    assertThat(saw.path("refund").asText()).isEqualTo("Y 2.34");
    assertThat(saw.path("refundAgain").asText()).isEqualTo("N");
    assertThat(saw.path("refunded").asText()).isEqualTo("REFUND_SUCCESS 2.34");
    assertThat(saw.path("page").asText()).isEqualTo("200 true");
    assertThat(saw.path("pageApproved").asText()).isEqualTo("PAID");
    assertThat(saw.path("appApproved").asText()).isEqualTo("PAID");
    assertThat(saw.path("byCode").asText()).isEqualTo("10000 12.34");
    assertThat(saw.path("cancelled").asText()).isEqualTo("N refund");
    assertThat(saw.path("bill").asText()).isEqualTo("PK");
    assertThat(world.balance("alipay", "payer:node-payer")).isEqualTo(100_000 - 3 * FEN + BACK);
    assertThat(world.balance("alipay", "merchant:" + AlipaySection.MERCHANT.account()))
        .isEqualTo(3 * FEN - BACK);
  }

  private void control(String path, Map<String, ?> body, String member) {
    assertThat(world.control(path, body).has(member)).isTrue();
  }
}
