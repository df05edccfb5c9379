package org.yima.gateway.signed;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;

/**
 * The fixed profile of RFC 9421: which components are covered and in which order, the signature
 * base of section 2.5, and ecdsa-p256-sha256 (section 3.3.4, raw {@code r||s}).
 */
final class MessageSignature {

  static final String LABEL = "yima";
  static final String REQUEST_COMPONENTS =
      "(\"@method\" \"@path\" \"content-digest\" \"yima-correlation-id\")";
  static final String RESPONSE_COMPONENTS =
      "(\"@status\" \"content-digest\" \"yima-correlation-id\")";

  private static final String ALGORITHM = "SHA256withECDSAinP1363Format";

  private MessageSignature() {}

  /** The parameters, which are covered themselves. */
  static String params(String components, long created, String keyId) {
    return components
        + ";created="
        + created
        + ";keyid=\""
        + keyId
        + "\";alg=\"ecdsa-p256-sha256\"";
  }

  static String requestBase(
      String method, String path, String digest, String correlationId, String params) {
    return line("@method", method)
        + line("@path", path)
        + line("content-digest", digest)
        + line("yima-correlation-id", correlationId)
        + "\"@signature-params\": "
        + params;
  }

  static String responseBase(int status, String digest, String correlationId, String params) {
    return line("@status", Integer.toString(status))
        + line("content-digest", digest)
        + line("yima-correlation-id", correlationId)
        + "\"@signature-params\": "
        + params;
  }

  private static String line(String component, String value) {
    return "\"" + component + "\": " + value + "\n";
  }

  /** The Content-Digest header of a body (RFC 9530). */
  static String digest(byte[] body) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
      return "sha-256=:" + Base64.getEncoder().encodeToString(hash) + ":";
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  static byte[] sign(String base, PrivateKey key) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(base.getBytes(StandardCharsets.UTF_8));
      return signature.sign();
    } catch (GeneralSecurityException unusable) {
      throw new IllegalStateException("the signing key is no usable P-256 key", unusable);
    }
  }

  static boolean verify(String base, byte[] signed, P256Key key) {
    return key.verifies(base.getBytes(StandardCharsets.UTF_8), signed);
  }
}
