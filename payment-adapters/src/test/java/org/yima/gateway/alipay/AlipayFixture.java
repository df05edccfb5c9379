package org.yima.gateway.alipay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.yima.gateway.Timeouts;
import org.yima.gateway.peer.Peer;

/** Both sides' keys, and answers signed as Alipay signs them, without the adapter's code. */
final class AlipayFixture {
  static final KeyPair APP = rsa();
  static final KeyPair ALIPAY = rsa();

  private AlipayFixture() {}

  private static KeyPair rsa() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static AlipaySettings settings(Peer peer) {
    return settings(peer, Duration.ofSeconds(20));
  }

  static AlipaySettings settings(Peer peer, Duration bound) {
    return new AlipaySettings(
        URI.create(peer.uri() + "/gateway.do"),
        "2021000000000001",
        APP.getPrivate(),
        ALIPAY.getPublic(),
        new Timeouts(bound, bound));
  }

  static String sign(PrivateKey key, String text) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(text.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static Peer.Reply reply(int status, String body) {
    return new Peer.Reply(status, Map.of("Content-Type", "application/json"), body);
  }

  /** An answer of one node with Alipay's signature. */
  static String signed(String name, String node) {
    return "{\"" + name + "\":" + node + ",\"sign\":\"" + sign(ALIPAY.getPrivate(), node) + "\"}";
  }

  static Map<String, String> form(String encoded) {
    Map<String, String> form = new TreeMap<>();
    for (String pair : encoded.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      form.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
    }
    return form;
  }
}
