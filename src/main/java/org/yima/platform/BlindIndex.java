package org.yima.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A keyed hash (HMAC-SHA-256, 32 bytes) of a personal value, so that equal values can be found
 * without being readable. Each purpose has a derived key: the hashes of two columns can't be
 * joined.
 */
@ApplicationScoped
public class BlindIndex {
  private final byte[] key;

  public BlindIndex(CryptoConfig config) {
    this.key = Base64.getDecoder().decode(config.indexKey());
    if (key.length != 32) {
      throw new IllegalStateException("yima.crypto.index-key must have 32 bytes");
    }
  }

  /**
   * The hash of an already normalised value.
   *
   * @param purpose what is hashed, such as {@code document}; rooms that must find each other's
   *     values share a purpose
   */
  public byte[] of(String purpose, String value) {
    return hmac(hmac(key, purpose), value);
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a Java platform without HmacSHA256", e);
    }
  }
}
