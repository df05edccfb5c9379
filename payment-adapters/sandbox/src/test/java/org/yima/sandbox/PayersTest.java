package org.yima.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yima.sandbox.driver.Merchant;
import org.yima.sandbox.driver.World;

/** Being the payer by the control API, whatever the wallet. */
class PayersTest {
  @TempDir Path folder;
  private World world;

  @BeforeEach
  void start() {
    world = new World(folder);
    payer("WECHAT", "p-1", 5_000, "manual");
    payer("ALIPAY", "p-1", 300, "manual");
    payer("WECHAT", "p-2", 5_000, "password");
  }

  private void payer(String channel, String ref, long balance, String script) {
    JsonNode made =
        world.control(
            "payers", Map.of("channel", channel, "ref", ref, "balance", balance, "script", script));
    assertThat(made.get("ref").textValue()).isEqualTo(ref);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void everybodyIsListedWithTheirWalletAndWhatTheyHave() {
    assertThat(World.tree(world.get("/control/payers").body()).get("items"))
        .extracting(p -> p.get("channel").textValue() + " " + p.get("ref").textValue())
        .containsExactlyInAnyOrder("WECHAT p-1", "WECHAT p-2", "ALIPAY p-1");
    assertThat(World.tree(world.get("/control/payers").body()).get("channels"))
        .extracting(JsonNode::textValue)
        .containsExactly("WECHAT", "ALIPAY", "UNIONPAY");
    assertThat(World.tree(world.get("/control/payers").body()).get("items"))
        .extracting(p -> p.get("balance").longValue())
        .containsExactlyInAnyOrder(5_000L, 5_000L, 300L);
  }

  @Test
  void whoLeavesTheCashierMayStillPay() {
    Merchant merchant = new Merchant(world);
    String prepayId = merchant.prepay("order-0001", "p-1", 1_000, "http://127.0.0.1:9/n");
    Map<String, String> it = Map.of("prepayId", prepayId, "channel", "WECHAT");
    assertThat(world.control("payers/p-1/decline", it).get("status").textValue())
        .isEqualTo("NOTPAY");
    assertThat(world.control("payers/p-1/approve", it).get("status").textValue()).isEqualTo("PAID");
    assertThat(world.balance("wechat", "payer:p-1")).isEqualTo(4_000);
  }

  @Test
  void nobodyAnswersForSomebodyElse() {
    Merchant merchant = new Merchant(world);
    String prepayId = merchant.prepay("order-0001", "p-1", 1_000, "http://127.0.0.1:9/n");
    assertThatThrownBy(
            () -> world.control("payers/p-2/approve", Map.of("prepayId", prepayId)).size())
        .hasMessageContaining("payer.other");
    assertThatThrownBy(
            () -> world.control("payers/p-2/decline", Map.of("prepayId", prepayId)).size())
        .hasMessageContaining("prepay.unknown");
    assertThat(World.tree(world.get("/control/orders").body()).get("items")).hasSize(1);
  }

  @Test
  void aRefusedPasswordEndsThePaymentByCode() {
    Merchant merchant = new Merchant(world);
    String code = world.control("payers/p-2/payment-code", Map.of()).get("text").textValue();
    JsonNode asked =
        World.tree(
            merchant
                .post(
                    "/v3/pay/partner/transactions/codepay",
                    Map.of(
                        "sp_appid",
                        "wx8888888888888888",
                        "sp_mchid",
                        "1900000001",
                        "sub_mchid",
                        World.SUB_MCHID,
                        "description",
                        "门诊缴费",
                        "out_trade_no",
                        "order-0002",
                        "payer",
                        Map.of("auth_code", code),
                        "amount",
                        Map.of("total", 700, "currency", "CNY"),
                        "scene_info",
                        Map.of("store_info", Map.of("id", "H1"))))
                .body());
    assertThat(asked.get("trade_state").textValue()).isEqualTo("USERPAYING");
    String prepayId =
        World.tree(world.get("/control/orders").body())
            .get("items")
            .get(0)
            .get("prepayId")
            .textValue();
    assertThat(
            world
                .control("payers/p-2/decline", Map.of("prepayId", prepayId))
                .get("status")
                .textValue())
        .isEqualTo("PAYERROR");
    assertThat(World.tree(merchant.query("order-0002").body()).get("trade_state").textValue())
        .isEqualTo("PAYERROR");
    assertThat(world.balance("wechat", "payer:p-2")).isEqualTo(5_000);
  }
}
