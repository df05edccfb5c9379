package org.yima.gateway.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yima.gateway.NextAction;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.peer.Peer;
import org.yima.gateway.peer.WechatPeer;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.Prepay;
import org.yima.gateway.wallet.Way;

/** The four ways into the wallet: what is asked, and what the payer gets. */
class WechatPrepaysTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BASE = "/v3/pay/partner/transactions/";

  private final Peer peer = new Peer(request -> new Peer.Hang());
  private final WechatWallet wallet = WechatFixture.wallet(peer.uri(), 5000);

  @AfterEach
  void close() {
    peer.close();
  }

  private Outcome<Charge> prepay(Way way, String answer) {
    peer.behave(
        request ->
            WechatPeer.accepts(request)
                ? WechatPeer.answer(200, answer, WechatFixture.NOW)
                : new Peer.Reset());
    return wallet.prepay(
        WechatFixture.MERCHANT,
        new Prepay(
            WechatFixture.ORDER,
            "门诊缴费",
            1234,
            way,
            WechatFixture.NOW.plusSeconds(900),
            URI.create("https://yima.example/notify")));
  }

  private static NextAction next(Outcome<Charge> outcome) {
    return ((Outcome.Pending<Charge>) outcome).nextAction();
  }

  private JsonNode sent(String way) throws IOException {
    assertThat(peer.last().target()).isEqualTo(BASE + way);
    JsonNode sent = JSON.readTree(peer.last().body());
    assertThat(sent.at("/amount/total").asLong()).isEqualTo(1234);
    assertThat(sent.path("time_expire").asText()).isEqualTo("2026-11-21T09:17:03+08:00");
    return sent;
  }

  @Test
  void fromOurAppTheBarePrepayIdIsSigned() throws IOException {
    NextAction next = next(prepay(new Way.App(), "{\"prepay_id\":\"wx1\"}"));
    assertThat(sent("app").has("payer")).isFalse();
    assertThat(next.kind()).isEqualTo(NextAction.Kind.WECHAT_APP);
    Map<String, String> params = next.params();
    assertThat(params)
        .containsEntry("appid", "wx-app")
        .containsEntry("partnerid", "1900000001")
        .containsEntry("prepayid", "wx1")
        .containsEntry("package", "Sign=WXPay");
    assertThat(
            WechatPeer.verifies(
                "wx-app\n" + params.get("timestamp") + "\n" + params.get("noncestr") + "\nwx1\n",
                params.get("sign"),
                WechatPeer.merchant().getPublic()))
        .isTrue();
  }

  @Test
  void fromABrowserItIsALinkThatComesBack() throws IOException {
    Way web = new Way.Web("192.0.2.7", URI.create("https://yima.example/back?bill=1"));
    NextAction next = next(prepay(web, "{\"h5_url\":\"https://wx.example/p?prepay_id=wx1\"}"));
    JsonNode scene = sent("h5").path("scene_info");
    assertThat(scene.path("payer_client_ip").asText()).isEqualTo("192.0.2.7");
    assertThat(scene.at("/h5_info/type").asText()).isEqualTo("Wap");
    assertThat(next)
        .isEqualTo(
            new NextAction(
                NextAction.Kind.LINK,
                Map.of(
                    "url",
                    "https://wx.example/p?prepay_id=wx1"
                        + "&redirect_url=https%3A%2F%2Fyima.example%2Fback%3Fbill%3D1")));
  }

  @Test
  void whatWeShowIsTheWalletsOwnText() throws IOException {
    NextAction next =
        next(prepay(new Way.Qr(), "{\"code_url\":\"weixin://wxpay/bizpayurl?pr=1\"}"));
    assertThat(sent("native").has("payer")).isFalse();
    assertThat(next)
        .isEqualTo(
            new NextAction(NextAction.Kind.QR, Map.of("text", "weixin://wxpay/bizpayurl?pr=1")));
  }

  @Test
  void inTheWalletThePayerIsNamed() throws IOException {
    NextAction next = next(prepay(new Way.InWallet("oPAYER"), "{\"prepay_id\":\"wx1\"}"));
    assertThat(sent("jsapi").at("/payer/sp_openid").asText()).isEqualTo("oPAYER");
    assertThat(next.params()).containsEntry("package", "prepay_id=wx1");
  }

  @Test
  void anAnswerWithoutItsMemberIsNotOne() {
    for (Way way :
        new Way[] {
          new Way.App(), new Way.Qr(), new Way.Web("::1", URI.create("https://yima.example/b"))
        }) {
      assertThat(prepay(way, "{\"other\":\"x\"}"))
          .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    }
  }
}
