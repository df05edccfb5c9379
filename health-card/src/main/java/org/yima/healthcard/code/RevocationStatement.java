package org.yima.healthcard.code;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What an issuer signs about one state of its revocation list. Entries and filter are named by
 * their digests, so it does not matter by which way a terminal came to them, whole or by delta.
 *
 * @param region the issuer's division
 * @param keyId the key that signed
 * @param number ascends with each state; not negative
 * @param issuedAt whole seconds
 * @param ageLimit whole seconds, at least one; at issue time + age limit the list is stale
 * @param entries how many handles are listed
 * @param entriesDigest SHA-256 of the entries' bytes
 * @param filterDigest SHA-256 of the filter's bytes
 */
public record RevocationStatement(
    Region region,
    int keyId,
    long number,
    Instant issuedAt,
    Duration ageLimit,
    int entries,
    Bytes entriesDigest,
    Bytes filterDigest) {

  static final int VERSION = 1;
  static final byte[] MAGIC = {'Y', 'R', 'L'};
  static final byte[] CONTEXT = "YIMA-LIST:".getBytes(StandardCharsets.US_ASCII);
  static final int DIGEST = 32;

  /** Magic, version, region, key id, number, issue time, age limit, entries, two digests. */
  static final int SIZE = 3 + 1 + Region.BYTES + 2 + 8 + 4 + 4 + 4 + 2 * DIGEST;

  private static final long MAX_UINT32 = 0xFFFF_FFFFL;

  /** Refuses what the wire cannot carry. */
  public RevocationStatement {
    if (number < 0 || entries < 0 || keyId < 0 || keyId > 0xFFFF) {
      throw new IllegalArgumentException("a number of a revocation list is out of its range");
    }
    if (issuedAt.getNano() != 0 || isNoUint32(issuedAt.getEpochSecond())) {
      throw new IllegalArgumentException("the issue time is whole seconds from 1970 to 2106");
    }
    if (!ageLimit.equals(Duration.ofSeconds(ageLimit.toSeconds()))
        || ageLimit.isZero()
        || isNoUint32(ageLimit.toSeconds())) {
      throw new IllegalArgumentException("the age limit is whole seconds, at least one, 32 bits");
    }
    if (entriesDigest.size() != DIGEST || filterDigest.size() != DIGEST) {
      throw new IllegalArgumentException("a digest has 32 bytes");
    }
  }

  private static boolean isNoUint32(long value) {
    return value < 0 || value > MAX_UINT32;
  }

  /** From that moment on the list is stale. */
  public Instant staleAt() {
    return issuedAt.plus(ageLimit);
  }

  /** What is signed: the context, then the statement's bytes. */
  byte[] signed() {
    ByteBuffer out = ByteBuffer.allocate(CONTEXT.length + SIZE);
    out.put(CONTEXT).put(MAGIC).put((byte) VERSION);
    region.put(out);
    out.putShort((short) keyId).putLong(number);
    out.putInt((int) issuedAt.getEpochSecond()).putInt((int) ageLimit.toSeconds());
    out.putInt(entries);
    entriesDigest.put(out);
    filterDigest.put(out);
    return out.array();
  }

  /** Takes the fields behind magic and version; nothing when no issuer could have written them. */
  static Optional<RevocationStatement> take(ByteBuffer in) {
    Optional<Region> region = Region.take(in);
    int keyId = in.getShort() & 0xFFFF;
    long number = in.getLong();
    long issued = in.getInt() & MAX_UINT32;
    long limit = in.getInt() & MAX_UINT32;
    int entries = in.getInt();
    byte[] entriesDigest = new byte[DIGEST];
    byte[] filterDigest = new byte[DIGEST];
    in.get(entriesDigest).get(filterDigest);
    if (region.isEmpty() || number < 0 || limit == 0 || entries < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new RevocationStatement(
            region.get(),
            keyId,
            number,
            Instant.ofEpochSecond(issued),
            Duration.ofSeconds(limit),
            entries,
            Bytes.of(entriesDigest),
            Bytes.of(filterDigest)));
  }

  /** SHA-256. */
  static Bytes digest(byte[] bytes) {
    try {
      return Bytes.of(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
