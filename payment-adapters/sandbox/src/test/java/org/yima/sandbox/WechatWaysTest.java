package org.yima.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yima.sandbox.driver.Callback;
import org.yima.sandbox.driver.Merchant;
import org.yima.sandbox.driver.World;

/** Orders that name no payer: from an app, by a shown code, from a browser. */
class WechatWaysTest {
  private static final String BASE = "/v3/pay/partner/transactions/";

  @TempDir Path folder;
  private World world;
  private Merchant merchant;
  private Callback callback;

  @BeforeEach
  void start() {
    world = new World(folder);
    merchant = new Merchant(world);
    callback = new Callback(0);
    world
        .control(
            "payers",
            Map.of("channel", "WECHAT", "ref", "openid-1", "balance", 1_000, "script", "manual"))
        .required("ref");
  }

  @AfterEach
  void stop() {
    callback.close();
    world.close();
  }

  private HttpResponse<byte[]> order(String way, Map<String, ?> more) {
    Map<String, Object> order = merchant.order("order-0001", "openid-1", 300, callback.url());
    order.remove("payer");
    order.putAll(more);
    return merchant.post(BASE + way, order);
  }

  private String asked(String way, Map<String, ?> more, String member) {
    return World.tree(order(way, more).body()).required(member).textValue();
  }

  private void paidBy(String id, String tradeType) throws Exception {
    JsonNode before = World.tree(merchant.query("order-0001").body());
    assertThat(before.get("trade_state").textValue()).isEqualTo("NOTPAY");
    assertThat(before.has("payer")).isFalse();
    world
        .control("payers/openid-1/approve", Map.of("prepayId", id, "channel", "WECHAT"))
        .required("status");
    JsonNode told = callback.next().resource();
    assertThat(told.get("trade_type").textValue()).isEqualTo(tradeType);
    assertThat(told.at("/payer/sp_openid").textValue()).isEqualTo("openid-1");
    assertThat(told).isEqualTo(World.tree(merchant.query("order-0001").body()));
    assertThat(world.balance("wechat", "payer:openid-1")).isEqualTo(700);
  }

  @Test
  void whoeverOpensTheAppPays() throws Exception {
    paidBy(asked("app", Map.of(), "prepay_id"), "APP");
  }

  @Test
  void whoeverScansTheCodePays() throws Exception {
    Map<String, Object> order = merchant.order("order-0001", "openid-1", 300, callback.url());
    order.remove("payer");
    String codeUrl =
        World.tree(merchant.post(BASE + "native", order).body()).required("code_url").textValue();
    assertThat(World.tree(merchant.post(BASE + "native", order).body()))
        .isEqualTo(World.JSON.createObjectNode().put("code_url", codeUrl));
    paidBy(codeUrl, "NATIVE");
  }

  @Test
  void theBrowsersLinkLivesFiveMinutes() throws Exception {
    Map<String, ?> scene =
        Map.of(
            "scene_info", Map.of("payer_client_ip", "192.0.2.7", "h5_info", Map.of("type", "Wap")));
    String url = asked("h5", scene, "h5_url");
    String link = url.substring(world.base().length());
    assertThat(world.get(link).statusCode()).isEqualTo(302);
    world.moveClock(Duration.ofMinutes(5));
    assertThat(world.get(link).statusCode()).isEqualTo(400);
    paidBy(url.substring(url.indexOf("prepay_id=") + "prepay_id=".length()), "MWEB");
  }

  @Test
  void aBrowserHasAnAddressAndAKind() {
    assertThat(order("h5", Map.of()).statusCode()).isEqualTo(400);
    assertThat(
            order(
                    "h5",
                    Map.of(
                        "scene_info",
                        Map.of("payer_client_ip", "192.0.2.7", "h5_info", Map.of("type", "x"))))
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void anOrderIsPaidOnceAndEndsAfterItsTime() throws Exception {
    String prepayId = asked("app", Map.of(), "prepay_id");
    paidBy(prepayId, "APP");
    assertThatThrownBy(() -> world.control("payers/openid-1/approve", Map.of("prepayId", prepayId)))
        .hasMessageContaining("order.success");
  }

  @Test
  void anAccountWithThePlatformsPublicKeyHasNoCertificates() {
    HttpResponse<byte[]> answer = merchant.get("/v3/certificates");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(World.tree(answer.body()).get("code").textValue()).isEqualTo("NOT_FOUND");
  }
}
