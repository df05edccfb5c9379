package org.yima.gateway.wechat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.yima.gateway.Timeouts;

/**
 * The insurance authorisation for one partner.
 *
 * @param baseUri scheme, host and port
 * @param lifetime how long a pay authorisation lives; counted from before it was asked for
 * @param formula how a call is signed; not found in a public text, so it can be replaced
 */
public record WechatInsuranceSettings(
    URI baseUri,
    String partnerId,
    String partnerSecret,
    Duration lifetime,
    Formula formula,
    Timeouts timeouts) {

  /** Signs one call. */
  @FunctionalInterface
  public interface Formula {

    String sign(String timestamp, String secret, String requestId);

    /** Lower-case hex of SHA-256 over timestamp, secret, request id and timestamp again. */
    static Formula usual() {
      return (timestamp, secret, requestId) -> {
        try {
          byte[] text = (timestamp + secret + requestId + timestamp).getBytes(UTF_8);
          return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException impossible) {
          throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
      };
    }
  }

  @Override
  public String toString() {
    return "WechatInsuranceSettings[" + baseUri + ", " + partnerId + "]";
  }
}
