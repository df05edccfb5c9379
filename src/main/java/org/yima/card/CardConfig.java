package org.yima.card;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yima.healthcard.code.Scene;
import org.yima.healthcard.code.Suite;

/** Cards and their codes: {@code yima.card.*}. */
@ConfigMapping(prefix = "yima.card")
public interface CardConfig {
  /** The issuing division, GB/T 2260, six digits. */
  String region();

  /**
   * The id (0 to 65535) of the key that new codes are signed with until another's hour has come.
   * Where that key is gone, the newest one whose hour has come signs.
   */
  int currentKey();

  /**
   * Every key whose codes terminals accept, by id: in a rotation the new one is added before the
   * hour at which it begins to sign, and the old one stays until its last code has expired.
   */
  Map<Integer, Key> keys();

  /**
   * The suites whose codes this server accepts. Where the rules demand SM2, a code by another
   * published key then opens nothing.
   */
  @WithDefault("ED25519,SM2_SM3")
  Set<Suite> suites();

  /** The form of a code when the app names none. */
  @WithDefault("YIMA")
  CodeFormat defaultFormat();

  /** How long a code on the screen lives. */
  @WithDefault("PT1M")
  Duration dynamicLife();

  /** How long before its end a code on the screen is to be replaced. */
  @WithDefault("PT15S")
  Duration refreshAhead();

  /** How long a printed code lives. */
  @WithDefault("P1095D")
  Duration staticLife();

  /** How far the clock of the server that issued a code may be from the one that checks it. */
  @WithDefault("PT2S")
  Duration clockSkew();

  /** How long a counter may use what it scanned. */
  @WithDefault("PT10M")
  Duration resolutionLife();

  /** How long a wallet's payment code that was scanned may be used. */
  @WithDefault("PT1M")
  Duration tokenLife();

  /** What the card centre is told as the step of the visit (诊疗环节), by scene. */
  Map<Scene, String> steps();

  /** The step of a scene that {@link #steps} does not name. */
  @WithDefault("010101")
  String usualStep();

  /** How long a terminal may work with one offline pack. */
  @WithDefault("PT15M")
  Duration offlinePackLife();

  /** A key store of {@code java.security}. */
  interface Store {
    @WithDefault("PKCS12")
    String type();

    /** The installed provider to ask, as SunPKCS11 with its configuration is one. */
    Optional<String> provider();

    /** Absent for a token. */
    Optional<Path> file();

    /** The file's password, or the token's PIN. */
    Optional<String> password();

    String alias();
  }

  /** One signing key: a seed, a PEM file, an entry of a key store, or a sealed file. */
  interface Key {
    /**
     * How a key given as {@link #seed} signs; others say so themselves. A code names only its key,
     * so a key has one suite for ever.
     */
    @WithDefault("ED25519")
    Suite suite();

    /**
     * The 32-byte private key in Base64: an Ed25519 seed (RFC 8032), or an SM2 private number (GB/T
     * 32918), big-endian.
     */
    Optional<String> seed();

    /** A file with the private key, PKCS#8 in PEM. */
    Optional<Path> pem();

    /**
     * A key store with the private key and its certificate, or with what guards {@link #sealed}.
     */
    Optional<Store> store();

    /** A file that the library's SealedKey made, opened by the AES key of the store. */
    Optional<Path> sealed();

    /** From when new codes are signed with it, in place of the key that did before. */
    Optional<Instant> signsFrom();

    /** From when codes may be signed with it. */
    @WithDefault("2026-01-01T00:00:00Z")
    Instant notBefore();

    /** Until when. */
    @WithDefault("2036-01-01T00:00:00Z")
    Instant notAfter();
  }
}
