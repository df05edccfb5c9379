package org.yima.card.code;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.yima.card.CardConfig;
import org.yima.healthcard.code.CodeIssuer;
import org.yima.healthcard.code.KeySet;
import org.yima.healthcard.code.Region;
import org.yima.healthcard.code.RevocationList;
import org.yima.healthcard.code.SigningKey;
import org.yima.healthcard.code.Verifier;

/** The keys of the configuration: one signs, all of an accepted suite verify. */
@ApplicationScoped
public class CodeKeys {
  private final SigningKey current;
  private final CodeIssuer issuer;
  private final KeySet keySet;
  private final Verifier verifier;

  CodeKeys(CardConfig config, SecureRandom random, Clock clock) {
    Map<Integer, SigningKey> keys =
        config.keys().entrySet().stream()
            .collect(
                Collectors.toMap(Map.Entry::getKey, e -> key(e.getKey(), e.getValue(), random)));
    this.current = keys.get(config.currentKey());
    if (current == null) {
      throw new IllegalStateException("yima.card.current-key names no key");
    }
    if (!config.suites().contains(config.keys().get(config.currentKey()).suite())) {
      throw new IllegalStateException(
          "yima.card.suites does not accept what the current key signs");
    }
    this.issuer = new CodeIssuer(current, new Region(config.region()));
    this.keySet =
        KeySet.of(
            keys.values().stream()
                .map(
                    key ->
                        key.publish(
                            config.keys().get(key.keyId()).notBefore(),
                            config.keys().get(key.keyId()).notAfter()))
                .toList());
    // Online, a revoked code is known by its rows and not by the list that terminals carry.
    this.verifier =
        new Verifier(keySet, RevocationList.empty(), clock, config.clockSkew())
            .accepting(config.suites());
  }

  private static SigningKey key(int id, CardConfig.Key key, SecureRandom random) {
    byte[] secret = Base64.getDecoder().decode(key.seed());
    return switch (key.suite()) {
      case ED25519 -> SigningKey.ed25519(id, secret);
      case SM2_SM3 -> SigningKey.sm2(id, secret, random);
    };
  }

  /** The key that signs. */
  SigningKey current() {
    return current;
  }

  /** Signs with the current key. */
  CodeIssuer issuer() {
    return issuer;
  }

  /** What terminals verify with. */
  public KeySet keySet() {
    return keySet;
  }

  /** Verifies by all keys of the accepted suites. */
  public Verifier verifier() {
    return verifier;
  }
}
