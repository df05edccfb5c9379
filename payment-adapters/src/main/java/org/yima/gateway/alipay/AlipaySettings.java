package org.yima.gateway.alipay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.alipay.api.AlipayApiException;
import com.alipay.api.internal.util.AlipaySignature;
import java.net.URI;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Base64;
import org.yima.gateway.Timeouts;

/**
 * One application at Alipay, in public-key mode.
 *
 * @param endpoint the whole address of the gateway, live {@code
 *     https://openapi.alipay.com/gateway.do}
 * @param appKey the application's own key
 * @param alipayKey Alipay's own key for this application, not the application's
 * @param calls bounds of one call
 * @param downloads bounds of fetching a bill
 */
public record AlipaySettings(
    URI endpoint,
    String appId,
    SignType signType,
    PrivateKey appKey,
    PublicKey alipayKey,
    Timeouts calls,
    Timeouts downloads) {

  public AlipaySettings {
    if (!appKey.getAlgorithm().equals(signType.keyAlgorithm())
        || !alipayKey.getAlgorithm().equals(signType.keyAlgorithm())) {
      throw new IllegalArgumentException("the keys are not of the signature's kind");
    }
  }

  /** With RSA2, which every application may use, and two minutes for a bill. */
  public AlipaySettings(
      URI endpoint, String appId, PrivateKey appKey, PublicKey alipayKey, Timeouts calls) {
    this(
        endpoint,
        appId,
        SignType.RSA2,
        appKey,
        alipayKey,
        calls,
        new Timeouts(calls.connect(), Timeouts.LONGEST));
  }

  /** The application's key as the official client takes it. */
  String appKeyText() {
    return text(appKey);
  }

  /** Whether Alipay signed this text. */
  boolean verifies(String text, String sign) {
    try {
      return AlipaySignature.verify(text, sign, text(alipayKey), UTF_8.name(), signType.name());
    } catch (AlipayApiException | IllegalArgumentException none) {
      return false;
    }
  }

  private static String text(Key key) {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  @Override
  public String toString() {
    return "AlipaySettings[" + endpoint + ", " + appId + "]";
  }
}
