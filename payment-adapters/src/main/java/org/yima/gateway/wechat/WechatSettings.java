package org.yima.gateway.wechat;

import java.net.URI;
import java.security.PrivateKey;
import java.security.PublicKey;
import org.yima.gateway.Timeouts;

/**
 * One service provider's account, in public-key mode.
 *
 * @param baseUri scheme, host and port of the API; the path is never part of it
 * @param spMchid the service provider's merchant number
 * @param merchantSerial serial of the merchant's API certificate, upper-case hex
 * @param platformKeyId {@code PUB_KEY_ID_...}
 * @param apiV3Key 32 ASCII characters
 * @param calls bounds of one call
 * @param downloads bounds of fetching a bill
 */
public record WechatSettings(
    URI baseUri,
    String spMchid,
    String merchantSerial,
    PrivateKey merchantKey,
    String platformKeyId,
    PublicKey platformKey,
    String apiV3Key,
    Timeouts calls,
    Timeouts downloads) {

  /** Where the live API is. */
  public static final URI LIVE = URI.create("https://api.mch.weixin.qq.com");

  @Override
  public String toString() {
    return "WechatSettings[" + baseUri + ", " + spMchid + "]";
  }
}
