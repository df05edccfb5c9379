package org.yima.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A keyed hash (HMAC-SHA-256, 32 bytes) of a personal value, so that equal values can be found
 * without being readable. Each purpose has a derived key: the hashes of two columns can't be
 * joined.
 */
@ApplicationScoped
public class BlindIndex {
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  /** Purposes are few and named in code; looking each one's key up costs less than deriving it. */
  private final Map<String, SecretKeySpec> derived = new ConcurrentHashMap<>();

  private final ThreadLocal<Mac> mac = ThreadLocal.withInitial(BlindIndex::newMac);

  public BlindIndex(CryptoConfig config) {
    byte[] bytes = Base64.getDecoder().decode(config.indexKey());
    if (bytes.length != 32) {
      throw new IllegalStateException("yima.crypto.index-key must have 32 bytes");
    }
    key = new SecretKeySpec(bytes, ALGORITHM);
  }

  /**
   * The hash of an already normalised value.
   *
   * @param purpose what is hashed, such as {@code document}; rooms that must find each other's
   *     values share a purpose
   */
  public byte[] of(String purpose, String value) {
    return hmac(
        derived.computeIfAbsent(purpose, p -> new SecretKeySpec(hmac(key, p), ALGORITHM)), value);
  }

  private byte[] hmac(SecretKeySpec with, String text) {
    try {
      Mac own = mac.get();
      own.init(with);
      return own.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that HmacSHA256 does not take", e);
    }
  }

  private static Mac newMac() {
    try {
      return Mac.getInstance(ALGORITHM);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a Java platform without HmacSHA256", e);
    }
  }
}
