package org.yima.healthcard.code;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What an issuer signs with an offline pack, beside the revocation list, which has a signature of
 * its own: until when the pack holds, and all published keys. So a terminal that trusts one key
 * learns the next from it. FORMAT.md, "Offline pack".
 *
 * @param number of the revocation list that belongs to the pack
 * @param expiresAt from then on the terminal fetches another pack before it accepts codes
 * @param keys ascending by id
 */
public record PackStatement(
    long number, Instant issuedAt, Instant expiresAt, List<PublishedKey> keys) {
  private static final int SIGNATURE = 64;

  /** The keys are kept as they are given. */
  public PackStatement {
    keys = List.copyOf(keys);
  }

  /** The signature of the issuer's key. */
  public byte[] sign(SigningKey key) {
    return key.sign(signed());
  }

  /**
   * The keys that the terminal trusts from now on; nothing when none that it trusts so far, with
   * that id and a window that holds the pack's time, has signed this, and when the pack's own time
   * is not now: an old one would bring back a key that was taken out since. Whoever holds the list
   * of a later pack does not ask.
   *
   * @param keyId of the key that is said to have signed
   * @param skew how far the terminal's clock may be behind
   */
  public Optional<KeySet> keysIfSigned(
      KeySet trusted, int keyId, byte[] signature, Instant now, Duration skew) {
    return signature.length != SIGNATURE || !holds(now, skew)
        ? Optional.empty()
        : trusted
            .find(keyId, issuedAt)
            .filter(entry -> fits(entry, signature))
            .map(entry -> KeySet.of(keys));
  }

  private boolean holds(Instant now, Duration skew) {
    return !issuedAt.isAfter(now.plus(skew)) && now.isBefore(expiresAt);
  }

  private boolean fits(KeySet.Entry entry, byte[] signature) {
    byte[] signed = signed();
    byte[] both = Arrays.copyOf(signed, signed.length + SIGNATURE);
    System.arraycopy(signature, 0, both, signed.length, SIGNATURE);
    return entry.check().fits(both, signed.length);
  }

  private byte[] signed() {
    StringBuilder text = new StringBuilder("yima-offline-pack/2\n");
    text.append(number).append('\n');
    text.append(issuedAt.getEpochSecond()).append('\n');
    text.append(expiresAt.getEpochSecond()).append('\n');
    for (PublishedKey key : keys) {
      text.append(key.keyId()).append(' ').append(key.suite()).append(' ');
      text.append(Base64.getEncoder().encodeToString(key.publicKey().toArray())).append(' ');
      text.append(key.notBefore().getEpochSecond()).append(' ');
      text.append(key.notAfter().getEpochSecond()).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
