package org.yima.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yima.sandbox.driver.Merchant;
import org.yima.sandbox.driver.World;

/** Payment codes: what pays at once, what waits for a password, and what a reversal brings back. */
class WechatCodePayTest {
  private static final String MERCHANT = "merchant:" + World.SUB_MCHID;
  private static final String ORDERS = "/v3/pay/partner/transactions/";
  @TempDir Path folder;
  private World world;
  private Merchant merchant;

  @BeforeEach
  void start() {
    world = new World(folder);
    merchant = new Merchant(world);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private String code(String script) {
    JsonNode made =
        world.control(
            "payers",
            Map.of("channel", "WECHAT", "ref", script, "balance", 100_000, "script", script));
    assertThat(made.get("ref").textValue()).isEqualTo(script);
    String text =
        world.control("payers/" + script + "/payment-code", Map.of()).get("text").asText();
    assertThat(text).matches("1[0-5][0-9]{16}");
    return text;
  }

  private HttpResponse<byte[]> pay(String no, String code, long fen) {
    return merchant.post(ORDERS + "codepay", Merchant.byCode(no, code, fen));
  }

  private HttpResponse<byte[]> reverse(String no) {
    return merchant.post(Merchant.reversal(no), Merchant.undoing());
  }

  private static JsonNode json(HttpResponse<byte[]> answer) {
    assertThat(Merchant.platformSigned(Merchant.platformHeaders(answer), answer.body())).isTrue();
    return World.tree(answer.body());
  }

  private static void refused(HttpResponse<byte[]> answer, String code) {
    assertThat(json(answer).get("code").textValue()).isEqualTo(code);
    assertThat(answer.statusCode()).isBetween(400, 499);
  }

  private JsonNode waiting() {
    return World.tree(world.get("/control/orders").body()).get("items");
  }

  private String state(String no) {
    return json(merchant.query(no)).get("trade_state").textValue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"manual", "pays"})
  void aCodePaysAtOnceAndOnce(String script) {
    String code = code(script);
    JsonNode paid = json(pay("order-0001", code, 1_234));
    assertThat(paid.get("trade_state").textValue()).isEqualTo("SUCCESS");
    assertThat(paid.get("trade_type").textValue()).isEqualTo("MICROPAY");
    assertThat(paid.at("/amount/total").longValue()).isEqualTo(1_234);
    assertThat(paid).isEqualTo(json(merchant.query("order-0001")));
    assertThat(world.balance("wechat", "payer:" + script)).isEqualTo(98_766);
    assertThat(world.balance("wechat", MERCHANT)).isEqualTo(1_234);
    refused(pay("order-0001", code, 1_234), "ORDERPAID");
    refused(pay("order-0002", code, 1_234), "AUTH_CODE_INVALID");
    refused(merchant.query("order-0002"), "ORDER_NOT_EXIST");
    refused(merchant.close("order-0001"), "INVALID_REQUEST");
    assertThat(world.books("wechat").get("sum").longValue()).isZero();
  }

  @Test
  void aPasswordIsWaitedFor() {
    assertThat(json(pay("order-0001", code("password"), 500)).get("trade_state").textValue())
        .isEqualTo("USERPAYING");
    assertThat(state("order-0001")).isEqualTo("USERPAYING");
    assertThat(world.balance("wechat", "payer:password")).isEqualTo(100_000);
    String id = waiting().at("/0/prepayId").asText();
    assertThat(
            world
                .control("payers/password/approve", Map.of("prepayId", id))
                .get("status")
                .textValue())
        .isEqualTo("PAID");
    assertThat(state("order-0001")).isEqualTo("SUCCESS");
    assertThat(world.balance("wechat", MERCHANT)).isEqualTo(500);
  }

  @Test
  void aPasswordThatIsNeverTypedFailsThePayment() {
    assertThat(pay("order-0001", code("never"), 500).statusCode()).isEqualTo(200);
    world.moveClock(Duration.ofSeconds(121));
    assertThat(state("order-0001")).isEqualTo("PAYERROR");
    assertThat(reverse("order-0001").statusCode()).isEqualTo(204);
  }

  @Test
  void aCodeIsGoodForAMinuteAndForWhatItsPayerHas() {
    refused(pay("order-0001", code("manual"), 100_001), "NOT_ENOUGH");
    refused(pay("order-0001", "100000000000000000", 1), "AUTH_CODE_INVALID");
    refused(pay("order-0001", "160000000000000000", 1), "PARAM_ERROR");
    String old = code("pays");
    world.moveClock(Duration.ofSeconds(61));
    refused(pay("order-0001", old, 1), "AUTH_CODE_EXPIRE");
    refused(merchant.query("order-0001"), "ORDER_NOT_EXIST");
    assertThat(world.balance("wechat", MERCHANT)).isZero();
  }

  @Test
  void aReversalBringsWhatWasPaidBackHoweverOftenItIsAsked() {
    assertThat(pay("order-0001", code("manual"), 1_234).statusCode()).isEqualTo(200);
    assertThat(reverse("order-0001").statusCode()).isEqualTo(204);
    assertThat(reverse("order-0001").statusCode()).isEqualTo(204);
    assertThat(state("order-0001")).isEqualTo("REVOKED");
    assertThat(world.balance("wechat", "payer:manual")).isEqualTo(100_000);
    assertThat(world.balance("wechat", MERCHANT)).isZero();
    refused(reverse("order-0002"), "ORDER_NOT_EXIST");
  }

  @Test
  void aReversedPasswordCanBeTypedNoMore() {
    assertThat(pay("order-0001", code("password"), 500).statusCode()).isEqualTo(200);
    String id = waiting().at("/0/prepayId").asText();
    assertThat(reverse("order-0001").statusCode()).isEqualTo(204);
    assertThat(waiting()).isEmpty();
    assertThatThrownBy(() -> world.control("payers/password/approve", Map.of("prepayId", id)))
        .hasMessageContaining("order.revoked");
  }

  @Test
  void aReversalTakesFromWhatTheMerchantHas() {
    assertThat(pay("order-0001", code("manual"), 500).statusCode()).isEqualTo(200);
    assertThat(
            world.control(
                "merchants", Map.of("channel", "WECHAT", "ref", World.SUB_MCHID, "balance", 499)))
        .isNotNull();
    refused(reverse("order-0001"), "NOT_ENOUGH");
    assertThat(state("order-0001")).isEqualTo("SUCCESS");
  }

  @Test
  void theStatementHasThePaymentAndItsReversal() {
    assertThat(pay("order-0001", code("manual"), 1_234).statusCode()).isEqualTo(200);
    assertThat(reverse("order-0001").statusCode()).isEqualTo(204);
    LocalDate day = LocalDate.ofInstant(world.now(), ZoneId.of("Asia/Shanghai"));
    JsonNode link =
        json(merchant.get("/v3/bill/tradebill?bill_date=" + day + "&sub_mchid=" + World.SUB_MCHID));
    String url = link.get("download_url").textValue();
    String csv =
        new String(merchant.get(url.substring(url.indexOf("/v3"))).body(), StandardCharsets.UTF_8);
    assertThat(csv)
        .containsOnlyOnce("`MICROPAY,`SUCCESS")
        .containsOnlyOnce("`MICROPAY,`REVOKED")
        .contains("`2,`12.34,`12.34");
  }
}
