package org.yima.gateway.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yima.gateway.Outcome;
import org.yima.gateway.peer.Peer;
import org.yima.gateway.wallet.CodePayment;
import org.yima.gateway.wallet.MixedAmounts;
import org.yima.gateway.wallet.MixedInstitution;
import org.yima.gateway.wallet.MixedInsured;
import org.yima.gateway.wallet.MixedOrder;
import org.yima.gateway.wallet.MixedPayer;
import org.yima.gateway.wallet.MixedPerson;
import org.yima.gateway.wallet.MixedRefundOrder;
import org.yima.gateway.wallet.Prepay;
import org.yima.gateway.wallet.RefundOrder;
import org.yima.gateway.wallet.Way;

/**
 * A box in front of WeChat that says "come again at once" is not obeyed: what it passed on before
 * would be done twice, or be answered as one that was done before.
 */
class SentOnceTest {

  private static final URI DOOR = URI.create("https://yima.example/n");

  private final Peer peer = new Peer(request -> new Peer.Hang());

  @AfterEach
  void close() {
    peer.close();
  }

  private static Arguments call(String path, BiFunction<WechatWallet, WechatMixed, Outcome<?>> by) {
    return Arguments.of(path, by);
  }

  private static Arguments prepay(String path, Way way) {
    Prepay order =
        new Prepay(WechatFixture.ORDER, "挂号费", 1234, way, WechatFixture.NOW.plusSeconds(900), DOOR);
    return call(
        "/v3/pay/partner/transactions/" + path,
        (wallet, mixed) -> wallet.prepay(WechatFixture.MERCHANT, order));
  }

  private static MixedOrder insuranceOnly() {
    return new MixedOrder(
        WechatFixture.ORDER,
        MixedOrder.Kind.OUTPATIENT,
        "门诊缴费",
        new MixedPayer(
            "oPAYER",
            new MixedPerson("张三", MixedPerson.Document.ID_CARD, "44030019000101123X"),
            Optional.empty()),
        "SERIAL-1",
        new MixedInstitution("wx-sub", "H51010000001", "第一人民医院", "510100", false),
        Optional.of(
            new MixedInsured(
                "ORD-1",
                "AUTH-1",
                "",
                new MixedInsured.Place(new BigDecimal("104.06"), new BigDecimal("30.67")),
                WechatFixture.NOW)),
        MixedAmounts.of(100, 0, 0, 0),
        WechatFixture.NOW.plusSeconds(900),
        DOOR,
        DOOR);
  }

  static Stream<Arguments> posts() {
    return Stream.of(
        prepay("jsapi", new Way.InWallet("oPAYER")),
        prepay("app", new Way.App()),
        prepay("h5", new Way.Web("192.0.2.7", DOOR)),
        prepay("native", new Way.Qr()),
        call(
            "/v3/pay/partner/transactions/codepay",
            (wallet, mixed) ->
                wallet.payByCode(
                    WechatFixture.MERCHANT,
                    new CodePayment(
                        WechatFixture.ORDER, "门诊缴费", 1234, "134567890123456789", "T1", "H1"))),
        call(
            "/v3/pay/partner/transactions/out-trade-no/ord_000001/reverse",
            (wallet, mixed) -> wallet.reverse(WechatFixture.MERCHANT, WechatFixture.ORDER)),
        call(
            "/v3/pay/partner/transactions/out-trade-no/ord_000001/close",
            (wallet, mixed) -> wallet.close(WechatFixture.MERCHANT, WechatFixture.ORDER)),
        call(
            "/v3/refund/domestic/refunds",
            (wallet, mixed) ->
                wallet.refund(
                    WechatFixture.MERCHANT,
                    new RefundOrder(WechatFixture.REFUND, 234, 1234, "退费", DOOR))),
        call(
            "/v3/med-ins/orders",
            (wallet, mixed) -> mixed.order(WechatFixture.MERCHANT, insuranceOnly())),
        call(
            "/v3/med-ins/refunds/notify",
            (wallet, mixed) ->
                mixed.refund(
                    WechatFixture.MERCHANT,
                    new MixedRefundOrder(
                        WechatFixture.REFUND,
                        "MIX1",
                        0,
                        0,
                        100,
                        0,
                        0,
                        WechatFixture.NOW,
                        "退费",
                        DOOR))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("posts")
  void whatIsToComeAgainAtOnceIsUnknownAndWasSentOnce(
      String path, BiFunction<WechatWallet, WechatMixed, Outcome<?>> by) {
    peer.behave(request -> new Peer.Reply(503, Map.of("Retry-After", "0"), ""));
    WechatSettings settings = WechatFixture.settings(peer.uri(), 20_000);
    Outcome<?> outcome =
        by.apply(
            WechatFixture.wallet(peer.uri(), 20_000),
            new WechatMixed(
                settings,
                WechatMixedSettings.usual(),
                InstantSource.fixed(WechatFixture.NOW),
                new SecureRandom()));
    assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
    assertThat(peer.seen().stream().filter(request -> request.method().equals("POST")))
        .extracting(Peer.Request::path)
        .containsExactly(path);
  }
}
