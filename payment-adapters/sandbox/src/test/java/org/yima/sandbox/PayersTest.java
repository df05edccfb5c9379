package org.yima.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
    assertThatThrownBy(() -> world.control("payers/p-2/open", Map.of("prepayId", prepayId)).size())
        .hasMessageContaining("payer.other");
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

  /** Who has no merchant's client has an order to look at all the same. */
  @ParameterizedTest
  @ValueSource(strings = {"WECHAT", "ALIPAY", "UNIONPAY"})
  void anOrderToTryIsPaidAsAnyOther(String wallet) {
    payer(wallet, "p-try", 5_000, "manual");
    JsonNode made = world.control("orders", Map.of("channel", wallet, "total", 1_234));
    JsonNode waiting = World.tree(world.get("/control/orders").body()).get("items").get(0);
    assertThat(waiting.get("outTradeNo")).isEqualTo(made.get("outTradeNo"));
    assertThat(waiting.get("total").longValue()).isEqualTo(1_234);
    Map<String, String> it =
        Map.of("prepayId", waiting.get("prepayId").textValue(), "channel", wallet);
    assertThat(world.control("payers/p-try/approve", it).get("status").textValue())
        .isEqualTo("PAID");
    assertThat(world.balance(wallet.toLowerCase(Locale.ROOT), "payer:p-try")).isEqualTo(3_766);
    assertThat(World.tree(world.get("/control/orders").body()).get("items")).isEmpty();
  }

  @Test
  void theMerchantOfAnOrderToTrySaysWhatEachWalletWantsToHear() {
    assertThat(heard("ALIPAY").body()).asString().isEqualTo("success");
    assertThat(heard("UNIONPAY").body()).asString().isEqualTo("ok");
    assertThat(heard("WECHAT").statusCode()).isEqualTo(204);
  }

  private HttpResponse<byte[]> heard(String wallet) {
    return World.send(
        HttpRequest.newBuilder(URI.create(world.base() + "/control/heard/" + wallet))
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build());
  }

  @Test
  void whatHasNoWalletMakesNoOrders() {
    assertThatThrownBy(
            () -> world.control("orders", Map.of("channel", "COUNTER", "total", 1)).size())
        .hasMessageContaining("channel.unknown");
    Map<String, Object> nowhere = Map.of("channel", "ALIPAY", "total", 1, "notifyUrl", "no url");
    assertThatThrownBy(() -> world.control("orders", nowhere).size())
        .hasMessageContaining("PARAM_ERROR");
  }

  private JsonNode waiting(String prepayId) {
    for (JsonNode one : World.tree(world.get("/control/orders").body()).get("items")) {
      if (one.get("prepayId").textValue().equals(prepayId)) {
        return one;
      }
    }
    throw new AssertionError(prepayId + " does not wait");
  }

  /** What is to be paid is computed by the person's rules, as of any bill. */
  @Test
  void thePaymentCentreHasABillToTry() {
    assertThat(World.tree(world.get("/control/payers").body()).get("orders"))
        .extracting(JsonNode::textValue)
        .containsExactly("WECHAT", "ALIPAY", "UNIONPAY", "CENTRE");
    Map<String, Object> trial = Map.of("channel", "CENTRE", "total", 20_000);
    assertThatThrownBy(() -> world.control("orders", trial).size())
        .hasMessageContaining("payer.unknown");
    world
        .control(
            "insured",
            Map.of(
                "idNumber",
                "44030019000101123X",
                "name",
                "张三",
                "insutype",
                "310",
                "accountBalance",
                3_000,
                "deductible",
                10_000,
                "ratio",
                0.7,
                "ceiling",
                2_000_000))
        .required("psnNo");
    String prepayId = world.control("orders", trial).get("prepayId").textValue();
    JsonNode waits = waiting(prepayId);
    assertThat(waits.get("total").longValue()).isEqualTo(20_000 - 7_000 - 3_000);
    String psnNo = waits.get("payer").textValue();
    Map<String, String> it = Map.of("prepayId", prepayId, "channel", "CENTRE");
    assertThat(world.control("payers/" + psnNo + "/approve", it).get("status").textValue())
        .isEqualTo("PAID");
    assertThat(world.balance("bureau", "account:" + psnNo)).isZero();
  }

  /** A script that waits for what nobody ordered would look like a payer who takes their time. */
  @ParameterizedTest
  @ValueSource(strings = {"WECHAT", "ALIPAY", "UNIONPAY"})
  void whatNobodyOrderedIsNotOpened(String wallet) {
    payer(wallet, "p-5", 5_000, "pays");
    Map<String, String> nothing = Map.of("prepayId", "nothing", "channel", wallet);
    assertThatThrownBy(() -> world.control("payers/p-5/open", nothing).size())
        .hasMessageContaining("prepay.unknown");
    String made =
        world
            .control("orders", Map.of("channel", wallet, "total", 1_000))
            .get("prepayId")
            .textValue();
    Map<String, String> it = Map.of("prepayId", made, "channel", wallet);
    assertThat(world.control("payers/p-5/open", it).get("status").textValue()).isEqualTo("OPENED");
  }

  /** Nobody is named by a code: whoever scans it does as their script says. */
  @Test
  void aScriptBeginsWithTheOrderThatWasOpened() {
    payer("ALIPAY", "p-3", 5_000, "pays");
    payer("ALIPAY", "p-4", 5_000, "never");
    Map<String, Object> trial = Map.of("channel", "ALIPAY", "total", 1_000);
    String first = world.control("orders", trial).get("prepayId").textValue();
    String second = world.control("orders", trial).get("prepayId").textValue();
    for (String[] opened : new String[][] {{"p-4", first}, {"p-3", second}}) {
      assertThat(
              world
                  .control("payers/" + opened[0] + "/open", Map.of("prepayId", opened[1]))
                  .get("status")
                  .textValue())
          .isEqualTo("OPENED");
    }
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (world.balance("alipay", "payer:p-3") == 5_000 && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(world.balance("alipay", "payer:p-3")).isEqualTo(4_000);
    assertThat(waiting(first).get("total").longValue()).isEqualTo(1_000);
    assertThat(world.balance("alipay", "payer:p-4")).isEqualTo(5_000);
  }
}
