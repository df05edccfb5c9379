package org.yima.gateway.wechat;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.yima.gateway.Timeouts;
import org.yima.gateway.peer.WechatPeer;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.OrderRef;
import org.yima.gateway.wallet.RefundRef;

/** What the WeChat tests have in common. */
final class WechatFixture {

  static final Instant NOW = Instant.parse("2026-11-21T01:02:03Z");
  static final Merchant MERCHANT = Merchant.of("1900000001", "wx-app", "1600000009");

  static final OrderRef ORDER = new OrderRef("ord_000001", NOW);
  static final RefundRef REFUND = new RefundRef("ref_000001", NOW, ORDER);

  private WechatFixture() {}

  static WechatWallet wallet(URI uri, int totalMillis) {
    return new WechatWallet(
        settings(uri, totalMillis), InstantSource.fixed(NOW), new SecureRandom());
  }

  static WechatSettings settings(URI uri, int totalMillis) {
    Timeouts bounds = new Timeouts(Duration.ofMillis(totalMillis), Duration.ofMillis(totalMillis));
    return new WechatSettings(
        uri,
        "1900000001",
        "5A5A5A",
        WechatPeer.merchant().getPrivate(),
        WechatPeer.KEY_ID,
        WechatPeer.platform().getPublic(),
        WechatPeer.API_V3_KEY,
        bounds,
        bounds);
  }

  static String transaction(String state, String more) {
    return "{\"sp_appid\":\"wx-app\",\"sp_mchid\":\"1900000001\",\"sub_mchid\":\"1600000009\","
        + "\"out_trade_no\":\"ord_000001\",\"trade_state\":\""
        + state
        + "\",\"trade_state_desc\":\"d\""
        + more
        + "}";
  }

  static String paid() {
    return ",\"transaction_id\":\"4200001\",\"trade_type\":\"JSAPI\",\"bank_type\":\"OTHERS\","
        + "\"success_time\":\"2026-11-21T09:00:00+08:00\",\"payer\":{\"sp_openid\":\"oPAYER\"},"
        + "\"amount\":{\"total\":1234,\"payer_total\":1234,\"currency\":\"CNY\","
        + "\"payer_currency\":\"CNY\"}";
  }
}
