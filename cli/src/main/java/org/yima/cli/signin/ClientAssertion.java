package org.yima.cli.signin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The assertion of private_key_jwt: RFC 7523 in the compact form of RFC 7515, signed ES256. */
public final class ClientAssertion {
  /** What a token request names as {@code client_assertion_type}. */
  public static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  /** The server takes none that lives longer than a minute; clocks differ by some seconds. */
  private static final Duration LIFE = Duration.ofSeconds(55);

  private ClientAssertion() {}

  /**
   * An assertion for one use.
   *
   * @param clientId issuer and subject
   * @param audience the token endpoint's address
   * @param key on P-256
   * @throws InvalidKeyException when the key is on another curve
   */
  public static String of(
      String clientId, String audience, ECPrivateKey key, Instant now, SecureRandom random)
      throws InvalidKeyException {
    if (key.getParams().getOrder().bitLength() != 256) {
      throw new InvalidKeyException("not on P-256");
    }
    byte[] once = new byte[16];
    random.nextBytes(once);
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", clientId);
    claims.put("sub", clientId);
    claims.put("aud", audience);
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(LIFE).getEpochSecond());
    claims.put("jti", HexFormat.of().formatHex(once));
    String signed =
        base64Url("{\"alg\":\"ES256\",\"typ\":\"JWT\"}") + "." + base64Url(json(claims));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(key);
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + base64Url(signature.sign());
    } catch (InvalidKeyException unusable) {
      throw unusable;
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("a Java platform without ECDSA on P-256", missing);
    }
  }

  private static String json(Map<String, Object> claims) {
    try {
      return new ObjectMapper().writeValueAsString(claims);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String base64Url(String text) {
    return base64Url(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
