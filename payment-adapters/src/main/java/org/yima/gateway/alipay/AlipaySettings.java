package org.yima.gateway.alipay;

import java.net.URI;
import java.security.PrivateKey;
import java.security.PublicKey;
import org.yima.gateway.Timeouts;

/**
 * One application at Alipay, in public-key mode.
 *
 * @param endpoint the whole address of the gateway, live {@code
 *     https://openapi.alipay.com/gateway.do}
 * @param appKey the application's RSA key of 2048 bits or more
 * @param alipayKey Alipay's own key for this application, not the application's
 */
public record AlipaySettings(
    URI endpoint, String appId, PrivateKey appKey, PublicKey alipayKey, Timeouts timeouts) {
  @Override
  public String toString() {
    return "AlipaySettings[" + endpoint + ", " + appId + "]";
  }
}
