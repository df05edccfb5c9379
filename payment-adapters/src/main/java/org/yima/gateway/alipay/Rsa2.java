package org.yima.gateway.alipay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code sign_type=RSA2}: SHA256withRSA in Base64. */
final class Rsa2 {
  private static final String ALGORITHM = "SHA256withRSA";

  private Rsa2() {}

  /** Of all parameters that are not empty, by name, values as they are before any encoding. */
  static String text(Map<String, String> parameters) {
    SortedMap<String, String> sorted = new TreeMap<>(parameters);
    return sorted.entrySet().stream()
        .filter(parameter -> !parameter.getValue().isEmpty())
        .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
        .collect(Collectors.joining("&"));
  }

  static String sign(PrivateKey key, String text) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(text.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException unusable) {
      throw new IllegalStateException("the application's key does not sign", unusable);
    }
  }

  static boolean verifies(PublicKey key, String text, String sign) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(text.getBytes(UTF_8));
      return signature.verify(Base64.getDecoder().decode(sign));
    } catch (GeneralSecurityException | IllegalArgumentException none) {
      return false;
    }
  }
}
