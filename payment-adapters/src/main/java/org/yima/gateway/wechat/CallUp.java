package org.yima.gateway.wechat;

import com.wechat.pay.java.core.cipher.Signer;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.yima.gateway.NextAction;

/** What the phone hands to WeChat to open the payment, signed for the application. */
final class CallUp {

  private static final String PACKAGE = "prepay_id=";

  private final Signer signer;
  private final InstantSource clock;
  private final SecureRandom random;

  CallUp(Signer signer, InstantSource clock, SecureRandom random) {
    this.signer = signer;
    this.clock = clock;
    this.random = random;
  }

  NextAction jsapi(String appid, String prepayId) {
    String timeStamp = timeStamp();
    String nonceStr = nonceStr();
    String pack = PACKAGE + prepayId;
    return new NextAction(
        NextAction.Kind.WECHAT_JSAPI,
        Map.of(
            "appId", appid,
            "timeStamp", timeStamp,
            "nonceStr", nonceStr,
            "package", pack,
            "signType", "RSA",
            "paySign", sign(appid, timeStamp, nonceStr, pack)));
  }

  /** For the SDK in our own app, which signs the bare prepay id. */
  NextAction app(String appid, String provider, String prepayId) {
    String timeStamp = timeStamp();
    String nonceStr = nonceStr();
    return new NextAction(
        NextAction.Kind.WECHAT_APP,
        Map.of(
            "appid", appid,
            "partnerid", provider,
            "prepayid", prepayId,
            "package", "Sign=WXPay",
            "noncestr", nonceStr,
            "timestamp", timeStamp,
            "sign", sign(appid, timeStamp, nonceStr, prepayId)));
  }

  /**
   * For insurance and cash in one: the cash part's parameters, when it has one, and the mixed
   * order's number, which is not signed.
   */
  static NextAction medical(String appid, String mixTradeNo, Optional<NextAction> cash) {
    Map<String, String> params = new HashMap<>();
    params.put("appId", appid);
    cash.ifPresent(part -> params.putAll(part.params()));
    params.put("mixTradeNo", mixTradeNo);
    return new NextAction(NextAction.Kind.WECHAT_MEDICAL, params);
  }

  /** Out of the parameters of {@link #jsapi}. */
  static String prepayId(NextAction jsapi) {
    return jsapi.params().get("package").substring(PACKAGE.length());
  }

  private String timeStamp() {
    return Long.toString(clock.instant().getEpochSecond());
  }

  private String nonceStr() {
    byte[] nonce = new byte[16];
    random.nextBytes(nonce);
    return HexFormat.of().formatHex(nonce);
  }

  private String sign(String appid, String timeStamp, String nonceStr, String last) {
    return signer.sign(appid + "\n" + timeStamp + "\n" + nonceStr + "\n" + last + "\n").getSign();
  }
}
