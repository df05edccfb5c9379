package org.yima.gateway.wechat;

import com.wechat.pay.java.core.cipher.Signer;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import org.yima.gateway.NextAction;

/** What the phone hands to WeChat to open the payment, signed for the application. */
final class CallUp {

  private final Signer signer;
  private final InstantSource clock;
  private final SecureRandom random;

  CallUp(Signer signer, InstantSource clock, SecureRandom random) {
    this.signer = signer;
    this.clock = clock;
    this.random = random;
  }

  NextAction jsapi(String appid, String prepayId) {
    String timeStamp = Long.toString(clock.instant().getEpochSecond());
    byte[] nonce = new byte[16];
    random.nextBytes(nonce);
    String nonceStr = HexFormat.of().formatHex(nonce);
    String pack = "prepay_id=" + prepayId;
    String message = appid + "\n" + timeStamp + "\n" + nonceStr + "\n" + pack + "\n";
    return new NextAction(
        NextAction.Kind.WECHAT_JSAPI,
        Map.of(
            "appId", appid,
            "timeStamp", timeStamp,
            "nonceStr", nonceStr,
            "package", pack,
            "signType", "RSA",
            "paySign", signer.sign(message).getSign()));
  }
}
