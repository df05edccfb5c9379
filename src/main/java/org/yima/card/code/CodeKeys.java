package org.yima.card.code;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.yima.card.CardConfig;
import org.yima.healthcard.code.CodeIssuer;
import org.yima.healthcard.code.KeySet;
import org.yima.healthcard.code.Region;
import org.yima.healthcard.code.RevocationIssuer;
import org.yima.healthcard.code.RevocationList;
import org.yima.healthcard.code.SigningKey;
import org.yima.healthcard.code.Verifier;

/**
 * The keys of the configuration. One signs, all verify. A new key is published as soon as it is
 * configured and begins to sign at its own hour; the old one stays published until its codes have
 * died. So a rotation is a configuration that every server has got before that hour, and no moment
 * at which any of them stands still.
 */
@ApplicationScoped
public class CodeKeys {
  private static final Logger LOG = Logger.getLogger(CodeKeys.class);

  /** A key that signs from some moment on. */
  private record Signer(SigningKey key, Instant from, CodeIssuer codes, RevocationIssuer lists) {}

  private final List<Signer> signers;
  private final KeySet keySet;
  private final Verifier verifier;
  private final Clock clock;

  CodeKeys(CardConfig config, SecureRandom random, Clock clock) {
    KeyReader reader = new KeyReader(random);
    Map<Integer, SigningKey> keys =
        config.keys().entrySet().stream()
            .filter(entry -> needed(entry.getValue(), config, clock.instant()))
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    e -> reader.read(e.getKey(), e.getValue()),
                    (one, again) -> one,
                    TreeMap::new));
    this.clock = clock;
    this.signers =
        keys.values().stream()
            .flatMap(key -> signer(key, config).stream())
            .sorted(Comparator.comparing(Signer::from).reversed())
            .toList();
    if (signers.stream().noneMatch(signer -> signer.key().keyId() == config.currentKey())) {
      mustDoWithout(config.currentKey());
    }
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

  /**
   * After a rotation the setting may still name the key that was before: the one whose hour has
   * come signs all the same. A server on which none does must not start.
   */
  private void mustDoWithout(int named) {
    Instant now = clock.instant();
    Signer signs =
        signers.stream()
            .filter(signer -> !now.isBefore(signer.from()))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("yima.card.current-key names no key"));
    LOG.warnf(
        "yima.card.current-key names key %d, which is gone; key %d signs",
        named, signs.key().keyId());
  }

  /** Whether a code that the key may have signed can still be alive. */
  private static boolean needed(CardConfig.Key key, CardConfig config, Instant now) {
    return now.isBefore(key.notAfter().plus(config.staticLife()).plus(config.clockSkew()));
  }

  private static Optional<Signer> signer(SigningKey key, CardConfig config) {
    CardConfig.Key configured = config.keys().get(key.keyId());
    Optional<Instant> from =
        key.keyId() == config.currentKey()
            ? Optional.of(configured.signsFrom().orElse(configured.notBefore()))
            : configured.signsFrom();
    from.ifPresent(start -> mustSign(key, configured, start, config));
    Region region = new Region(config.region());
    return from.map(
        start ->
            new Signer(key, start, new CodeIssuer(key, region), new RevocationIssuer(key, region)));
  }

  private static void mustSign(
      SigningKey key, CardConfig.Key configured, Instant from, CardConfig config) {
    if (!config.suites().contains(key.suite())) {
      throw new IllegalStateException(
          "yima.card.suites does not accept what key " + key.keyId() + " signs");
    }
    if (from.isBefore(configured.notBefore()) || !from.isBefore(configured.notAfter())) {
      throw new IllegalStateException(
          "yima.card.keys." + key.keyId() + ".signs-from lies outside what is published of it");
    }
  }

  /** Of the keys whose hour has come, the one whose hour came last. */
  private Signer now() {
    Instant now = clock.instant();
    return signers.stream()
        .filter(signer -> !now.isBefore(signer.from()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no code key signs yet"));
  }

  /** The key that signs. */
  SigningKey current() {
    return now().key();
  }

  /** Signs with the current key. */
  CodeIssuer issuer() {
    return now().codes();
  }

  /** Signs revocation lists with that key, which signs or has signed. */
  RevocationIssuer lists(int keyId) {
    return signer(keyId).lists();
  }

  /** A key that signs or has signed. */
  SigningKey signing(int keyId) {
    return signer(keyId).key();
  }

  /**
   * Whether that key signs or has signed, and is still configured: one that leaked is taken out.
   */
  boolean has(int keyId) {
    return signers.stream().anyMatch(signer -> signer.key().keyId() == keyId);
  }

  private Signer signer(int keyId) {
    return signers.stream()
        .filter(signer -> signer.key().keyId() == keyId)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no code key of that id signs"));
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
