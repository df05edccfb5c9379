package org.yima.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
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

  /** Of each thread a Mac for each purpose, which holds its key from one value to the next. */
  private final ThreadLocal<Map<String, Mac>> macs = ThreadLocal.withInitial(HashMap::new);

  public BlindIndex(CryptoConfig config) {
    byte[] bytes = Base64.getDecoder().decode(config.indexKey());
    if (bytes.length != 32) {
      throw new IllegalStateException("yima.crypto.index-key must have 32 bytes");
    }
    key = keyOf(bytes);
  }

  /**
   * The hash of an already normalised value.
   *
   * @param purpose what is hashed, such as {@code document}; rooms that must find each other's
   *     values share a purpose
   */
  public byte[] of(String purpose, String value) {
    return macs.get().computeIfAbsent(purpose, this::mac).doFinal(bytes(value));
  }

  private Mac mac(String purpose) {
    return mac(derived.computeIfAbsent(purpose, p -> keyOf(mac(key).doFinal(bytes(p)))));
  }

  private static SecretKeySpec keyOf(byte[] bytes) {
    return new SecretKeySpec(bytes, ALGORITHM);
  }

  private static Mac mac(SecretKeySpec with) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(with);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a Java platform without HmacSHA256", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
