package org.yima.healthcard.code;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Decides about a code offline, with nothing but published keys, a revocation list and a clock. It
 * learns that a code is genuine, its kind, its scenes and its time, and never whose it is. Safe for
 * use by several threads.
 */
public final class Verifier {
  private final KeySet keys;
  private final RevocationList revoked;
  private final InstantSource clock;
  private final Duration skew;

  /**
   * A verifier over that state; make another when the keys or the list change.
   *
   * @param skew how far this terminal's clock and the issuer's may be apart, in either direction;
   *     not negative
   */
  public Verifier(KeySet keys, RevocationList revoked, InstantSource clock, Duration skew) {
    if (skew.isNegative()) {
      throw new IllegalArgumentException("a clock tolerance is not negative");
    }
    this.keys = keys;
    this.revoked = revoked;
    this.clock = clock;
    this.skew = skew;
  }

  /** Verifies without asking for a scene. */
  public Verification verify(String text) {
    return verify(text, Optional.empty());
  }

  /** Verifies for use in that scene. */
  public Verification verify(String text, Scene scene) {
    return verify(text, Optional.of(scene));
  }

  private Verification verify(String text, Optional<Scene> scene) {
    CodeReader.Reading reading = CodeReader.read(text);
    if (reading instanceof CodeReader.Complete complete) {
      return verify(complete, scene);
    }
    return ((CodeReader.Refused) reading).why();
  }

  private Verification verify(CodeReader.Complete code, Optional<Scene> scene) {
    CodeContent content = code.content;
    Optional<Suite.SignatureCheck> check = keys.checkFor(content.keyId(), content.issuedAt());
    if (check.isEmpty()) {
      return new Verification.UnknownKey(content.keyId());
    }
    if (!check.get().fits(CodeLayout.signed(code.body), code.signature)) {
      return new Verification.Forged();
    }
    Instant now = clock.instant();
    if (now.isBefore(content.issuedAt().minus(skew))) {
      return new Verification.NotYetValid(content);
    }
    if (!now.isBefore(content.expiresAt().plus(skew))) {
      return new Verification.Expired(content);
    }
    if (revoked.contains(content.handle().hash())) {
      return new Verification.Revoked(content);
    }
    if (scene.isPresent() && !content.scenes().allow(scene.get())) {
      return new Verification.WrongScene(content, scene.get());
    }
    return new Verification.Genuine(content);
  }
}
