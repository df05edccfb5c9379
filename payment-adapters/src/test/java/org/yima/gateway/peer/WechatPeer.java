package org.yima.gateway.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** WeChat's half of APIv3, written from the facts with the JDK alone. */
public final class WechatPeer {

  public static final String KEY_ID = "PUB_KEY_ID_0000000001";
  public static final String API_V3_KEY = "0123456789abcdef0123456789ABCDEF";

  private static final KeyPair MERCHANT = keys();
  private static final KeyPair PLATFORM = keys();
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "WECHATPAY2-SHA256-RSA2048 mchid=\"([^\"]+)\",nonce_str=\"([^\"]+)\","
              + "timestamp=\"(\\d+)\",serial_no=\"([^\"]+)\",signature=\"([^\"]+)\"");

  private WechatPeer() {}

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public static KeyPair merchant() {
    return MERCHANT;
  }

  public static KeyPair platform() {
    return PLATFORM;
  }

  /** Whether a request is signed by the merchant over exactly what came over the wire. */
  public static boolean accepts(Peer.Request request) {
    Matcher header = AUTHORIZATION.matcher(request.header("Authorization"));
    return header.matches()
        && header.group(1).equals("1900000001")
        && header.group(4).equals("5A5A5A")
        && verifies(
            request.method()
                + "\n"
                + request.target()
                + "\n"
                + header.group(3)
                + "\n"
                + header.group(2)
                + "\n"
                + request.body()
                + "\n",
            header.group(5),
            MERCHANT.getPublic());
  }

  public static boolean verifies(String message, String signature, PublicKey key) {
    try {
      Signature verifier = Signature.getInstance("SHA256withRSA");
      verifier.initVerify(key);
      verifier.update(message.getBytes(UTF_8));
      return verifier.verify(Base64.getDecoder().decode(signature));
    } catch (GeneralSecurityException malformed) {
      return false;
    }
  }

  /** A signed answer. */
  public static Peer.Reply answer(int status, String body, Instant at) {
    return new Peer.Reply(status, headers(body, at), body);
  }

  /** The headers that sign a body, as on an answer and on a notification. */
  public static Map<String, String> headers(String body, Instant at) {
    String timestamp = Long.toString(at.getEpochSecond());
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json; charset=utf-8");
    headers.put("Wechatpay-Timestamp", timestamp);
    headers.put("Wechatpay-Nonce", "n0nce");
    headers.put("Wechatpay-Serial", KEY_ID);
    headers.put("Wechatpay-Signature", sign(timestamp + "\nn0nce\n" + body + "\n"));
    headers.put("Request-ID", "req-1");
    return headers;
  }

  private static String sign(String message) {
    try {
      Signature signer = Signature.getInstance("SHA256withRSA");
      signer.initSign(PLATFORM.getPrivate());
      signer.update(message.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(signer.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The body of a notification, its resource encrypted. */
  public static String notification(String eventType, String resource) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(API_V3_KEY.getBytes(UTF_8), "AES"),
          new GCMParameterSpec(128, "nonce-of-12b".getBytes(UTF_8)));
      cipher.updateAAD("transaction".getBytes(UTF_8));
      String text = Base64.getEncoder().encodeToString(cipher.doFinal(resource.getBytes(UTF_8)));
      return "{\"id\":\"EV-1\",\"create_time\":\"2026-11-21T09:02:03+08:00\",\"event_type\":\""
          + eventType
          + "\",\"resource_type\":\"encrypt-resource\",\"summary\":\"s\",\"resource\":{"
          + "\"original_type\":\"transaction\",\"algorithm\":\"AEAD_AES_256_GCM\",\"ciphertext\":\""
          + text
          + "\",\"associated_data\":\"transaction\",\"nonce\":\"nonce-of-12b\"}}";
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
