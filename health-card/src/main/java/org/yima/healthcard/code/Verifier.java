package org.yima.healthcard.code;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Decides about a code offline, with nothing but published keys, a revocation list and a clock. It
 * learns that a code is genuine, its kind, its scenes and its time, and never whose it is. Safe for
 * use by several threads.
 */
public final class Verifier {
  /** How far ahead of its time an issuer hands out a dynamic code; a static one never. */
  public static final Duration MAX_AHEAD = Duration.ofMinutes(15);

  private final KeySet keys;
  private final RevocationList revoked;
  private final InstantSource clock;
  private final Duration skew;
  private final Set<Suite> suites;

  /**
   * A verifier over that state, of every suite; make another when the keys or the list change.
   *
   * @param skew how far this terminal's clock and the issuer's may be apart, in either direction;
   *     not negative
   */
  public Verifier(KeySet keys, RevocationList revoked, InstantSource clock, Duration skew) {
    this(keys, revoked, clock, skew, EnumSet.allOf(Suite.class));
  }

  private Verifier(
      KeySet keys, RevocationList revoked, InstantSource clock, Duration skew, Set<Suite> suites) {
    if (skew.isNegative()) {
      throw new IllegalArgumentException("a clock tolerance is not negative");
    }
    this.keys = keys;
    this.revoked = revoked;
    this.clock = clock;
    this.skew = skew;
    this.suites = suites;
  }

  /**
   * The same verifier that takes codes of these suites alone. Where the rules demand SM2, a
   * published Ed25519 key then opens nothing.
   *
   * @param accepted at least one
   */
  public Verifier accepting(Set<Suite> accepted) {
    return new Verifier(keys, revoked, clock, skew, EnumSet.copyOf(accepted));
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
      return prove(complete, scene);
    }
    return ((CodeReader.Refused) reading).why();
  }

  private Verification prove(CodeReader.Complete code, Optional<Scene> scene) {
    CodeContent content = code.content;
    Optional<KeySet.Entry> found = keys.find(content.keyId(), content.issuedAt());
    if (found.isEmpty()) {
      return new Verification.UnknownKey(content.keyId());
    }
    Suite suite = found.get().key().suite();
    if (!suites.contains(suite)) {
      return new Verification.DowngradedSuite(content.keyId(), suite);
    }
    return found.get().check().fits(code.frame, code.signed)
        ? judge(content, scene)
        : new Verification.Forged();
  }

  /** The signature holds; what remains is this moment, this terminal and this scene. */
  private Verification judge(CodeContent content, Optional<Scene> scene) {
    Instant now = clock.instant();
    if (isClockBehind(content, now)) {
      return new Verification.ClockSkew(content);
    }
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
    return revoked.isStale(now)
        ? new Verification.StaleList(content)
        : new Verification.Genuine(content);
  }

  /** Code and list carry times of the issuer's clock, which this one then can't have reached. */
  private boolean isClockBehind(CodeContent content, Instant now) {
    Duration ahead = content.kind() == CodeKind.DYNAMIC ? MAX_AHEAD.plus(skew) : skew;
    return now.isBefore(content.issuedAt().minus(ahead)) || revoked.isAhead(now, skew);
  }
}
