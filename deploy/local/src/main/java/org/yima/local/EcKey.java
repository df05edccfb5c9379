package org.yima.local;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** A P-256 pair that shows itself as a JWK (RFC 7517). */
record EcKey(ECPrivateKey privateKey, ECPublicKey publicKey) {
  private static final int COORDINATE_BYTES = 32;

  /** The public half: kty, crv, x, y. */
  Map<String, String> jwk() {
    Map<String, String> jwk = new LinkedHashMap<>();
    jwk.put("kty", "EC");
    jwk.put("crv", "P-256");
    jwk.put("x", coordinate(publicKey.getW().getAffineX()));
    jwk.put("y", coordinate(publicKey.getW().getAffineY()));
    return jwk;
  }

  /** RFC 7638 thumbprint with SHA-256: the name that the server gives the key. */
  String thumbprint() {
    Map<String, String> jwk = jwk();
    String canonical =
        "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\""
            + jwk.get("x")
            + "\",\"y\":\""
            + jwk.get("y")
            + "\"}";
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return base64Url(digest.digest(canonical.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException missing) {
      throw new StartFailure("This JDK has no SHA-256", missing);
    }
  }

  private static String coordinate(BigInteger value) {
    byte[] signed = value.toByteArray();
    byte[] fixed = new byte[COORDINATE_BYTES];
    byte[] magnitude =
        signed.length > COORDINATE_BYTES
            ? Arrays.copyOfRange(signed, signed.length - COORDINATE_BYTES, signed.length)
            : signed;
    System.arraycopy(magnitude, 0, fixed, COORDINATE_BYTES - magnitude.length, magnitude.length);
    return base64Url(fixed);
  }

  private static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
