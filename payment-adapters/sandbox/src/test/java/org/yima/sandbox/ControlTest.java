package org.yima.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yima.sandbox.driver.Merchant;
import org.yima.sandbox.driver.World;

/** What of the control API belongs to no gateway, and the page. */
class ControlTest {
  @TempDir Path folder;
  private World world;

  @BeforeEach
  void start() {
    world = new World(folder);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void aClockThatIsAheadSignsTheTrueAnswerTooEarly() {
    Merchant merchant = new Merchant(world);
    world.fault("wechat", "query", "CLOCK_SKEW");
    HttpResponse<byte[]> ahead = merchant.query("order-0001");
    assertThat(Merchant.platformSigned(Merchant.platformHeaders(ahead), ahead.body())).isTrue();
    assertThat(secondsAhead(ahead)).isBetween(500L, 700L);
    assertThat(secondsAhead(merchant.query("order-0001"))).isBetween(-100L, 100L);
    assertThatThrownBy(() -> world.fault("unionpay", "query", "CLOCK_SKEW"))
        .hasMessageContaining("no signed time");
  }

  /** A fault that nothing would ever take is refused: it must not look injected. */
  @Test
  void whatCannotHappenToAGatewayIsRefused() {
    assertThatThrownBy(() -> world.fault("bureau", "2207", "NOTIFY_LATE"))
        .hasMessageContaining("notifies nobody");
    assertThatThrownBy(() -> world.fault("alipay", "alipay.trade.pay", "SETTLE_DIFFERS"))
        .hasMessageContaining("settles no insurance");
    assertThatThrownBy(() -> world.fault("wechat", "refunds", "ERROR_BEFORE"))
        .hasMessageContaining("must be one of");
    assertThatThrownBy(() -> world.fault("wechat", "query", "NOTIFY_TWICE"))
        .hasMessageContaining("of this call");
    assertThatThrownBy(() -> world.fault("wechat", "oauth", "BAD_SIGNATURE"))
        .hasMessageContaining("of this call");
    assertThatThrownBy(() -> world.fault("mobile-pay", "6202", "SETTLE_DIFFERS"))
        .hasMessageContaining("of this call");
    assertThatThrownBy(() -> world.fault("wechatpay", "query", "ERROR_BEFORE"))
        .hasMessageContaining("must be one of");
    assertThat(World.tree(world.get("/control/faults").body()).get("waiting")).isEmpty();
  }

  /** A fault of any call waits for one that can have it. */
  @Test
  void whatAnAnswerDoesNotCarryIsNotSpoiltThere() {
    Merchant merchant = new Merchant(world);
    for (String kind : List.of("BAD_SIGNATURE", "CLOCK_SKEW")) {
      assertThat(world.control("faults", Map.of("channel", "wechat", "kind", kind)).get("status"))
          .hasToString("\"WAITING\"");
      assertThat(world.get("/sns/oauth2/access_token?appid=a").statusCode()).isEqualTo(200);
      assertThat(World.tree(world.get("/control/faults").body()).get("waiting")).hasSize(1);
      HttpResponse<byte[]> spoilt = merchant.query("order-0001");
      assertThat(
              Merchant.platformSigned(Merchant.platformHeaders(spoilt), spoilt.body())
                  && Math.abs(secondsAhead(spoilt)) < 10)
          .as(kind)
          .isFalse();
      assertThat(World.tree(world.get("/control/faults").body()).get("waiting")).isEmpty();
    }
  }

  private long secondsAhead(HttpResponse<byte[]> answer) {
    return Long.parseLong(answer.headers().firstValue("Wechatpay-Timestamp").orElseThrow())
        - world.now().getEpochSecond();
  }

  @Test
  void whatCanGoWrongAndWhatWaitsIsTold() {
    world.fault("unionpay", "app", "SLOW");
    JsonNode known = World.tree(world.get("/control/faults").body());
    assertThat(known.get("channels"))
        .extracting(JsonNode::textValue)
        .contains("wechat", "unionpay");
    assertThat(known.get("kinds")).extracting(JsonNode::textValue).contains("NOTIFY_OUT_OF_ORDER");
    assertThat(known.get("waiting").get(0).get("kind").textValue()).isEqualTo("SLOW");
    assertThat(
            world
                .control("faults", Map.of("channel", "unionpay", "kind", "NONE"))
                .get("status")
                .textValue())
        .isEqualTo("LIFTED");
    assertThat(World.tree(world.get("/control/faults").body()).get("waiting")).isEmpty();
  }

  @Test
  void thePageNeedsNothingFromElsewhereAndWritesNoMarkup() {
    HttpResponse<byte[]> answer = world.get("/");
    String page = new String(answer.body(), StandardCharsets.UTF_8);
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "frame-ancestors 'none'")
        .doesNotContain("http");
    assertThat(page)
        .contains("待付款", "/control/' + p", "'approve'", "'decline'")
        .doesNotContain("http://", "https://", "innerHTML", "insertAdjacentHTML", "document.write");
  }
}
