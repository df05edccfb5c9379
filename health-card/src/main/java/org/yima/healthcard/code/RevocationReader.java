package org.yima.healthcard.code;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.yima.healthcard.code.RevocationReading.Current;
import org.yima.healthcard.code.RevocationReading.Refused;
import org.yima.healthcard.code.RevocationReading.Why;

/** Reads revocation lists as FORMAT.md gives them, with the published keys. Total on any bytes. */
public final class RevocationReader {
  private static final int SIGNATURE_AT = RevocationStatement.SIZE;
  private static final int FORM_AT = SIGNATURE_AT + CodeLayout.SIGNATURE;
  private static final int BEGIN = RevocationStatement.MAGIC.length + 1;

  private final KeySet keys;
  private final Set<Suite> suites;

  /** A reader that takes lists signed by any of the keys. */
  public RevocationReader(KeySet keys) {
    this(keys, EnumSet.allOf(Suite.class));
  }

  /** A reader that takes lists signed by those of the keys that are of an accepted suite. */
  public RevocationReader(KeySet keys, Set<Suite> accepted) {
    this.keys = keys;
    this.suites = EnumSet.copyOf(accepted);
  }

  /**
   * Reads a list, whole or as the difference to the one held.
   *
   * @param held the list in use; {@link RevocationList#empty()} at the beginning
   */
  public RevocationReading read(byte[] wire, RevocationList held) {
    byte[] magic = Arrays.copyOf(wire, RevocationStatement.MAGIC.length);
    if (!Arrays.equals(magic, RevocationStatement.MAGIC)) {
      return new Refused(Why.NOT_A_LIST);
    }
    if (wire.length < BEGIN) {
      return new Refused(Why.TRUNCATED);
    }
    if (wire[BEGIN - 1] != RevocationStatement.VERSION) {
      return new Refused(Why.UNKNOWN_VERSION);
    }
    if (wire.length <= FORM_AT) {
      return new Refused(Why.TRUNCATED);
    }
    ByteBuffer in = ByteBuffer.wrap(wire).position(BEGIN);
    return RevocationStatement.take(in)
        .map(statement -> prove(wire, statement, held))
        .orElseGet(() -> new Refused(Why.FORGED));
  }

  private RevocationReading prove(byte[] wire, RevocationStatement statement, RevocationList held) {
    Optional<KeySet.Entry> found = keys.find(statement.keyId(), statement.issuedAt());
    if (found.isEmpty()) {
      return new Refused(Why.UNKNOWN_KEY);
    }
    if (!suites.contains(found.get().key().suite())) {
      return new Refused(Why.DOWNGRADED_SUITE);
    }
    byte[] signed = statement.signed();
    byte[] frame = Arrays.copyOf(signed, signed.length + CodeLayout.SIGNATURE);
    System.arraycopy(wire, SIGNATURE_AT, frame, signed.length, CodeLayout.SIGNATURE);
    if (!found.get().check().fits(frame, signed.length)) {
      return new Refused(Why.FORGED);
    }
    return unfit(statement, held)
        .<RevocationReading>map(Refused::new)
        .orElseGet(() -> body(ByteBuffer.wrap(wire).position(FORM_AT), statement, held));
  }

  private static Optional<Why> unfit(RevocationStatement statement, RevocationList held) {
    Optional<RevocationStatement> before = held.statement();
    if (before.filter(b -> !b.region().equals(statement.region())).isPresent()) {
      return Optional.of(Why.OTHER_ISSUER);
    }
    return before.filter(b -> b.number() > statement.number()).map(b -> Why.OLDER);
  }

  private static RevocationReading body(
      ByteBuffer in, RevocationStatement statement, RevocationList held) {
    byte form = in.get();
    if (form == SignedRevocationList.WHOLE) {
      return whole(in, statement);
    }
    return form == SignedRevocationList.DELTA
        ? delta(in, statement, held)
        : new Refused(Why.UNKNOWN_VERSION);
  }

  private static RevocationReading whole(ByteBuffer in, RevocationStatement statement) {
    long filter = RevocationFilter.length(statement.entries());
    long expected = filter + (long) RevocationEntries.SIZE * statement.entries();
    if (in.remaining() != expected) {
      return new Refused(in.remaining() < expected ? Why.TRUNCATED : Why.FORGED);
    }
    byte[] bits = new byte[(int) filter];
    in.get(bits);
    RevocationReading reading = list(RevocationEntries.take(in, statement.entries()), statement);
    // The filter sent is for readers that keep nothing else; it must be the one the list gives.
    boolean agrees =
        !(reading instanceof Current current) || current.list().filter().isWrittenAs(bits);
    return agrees ? reading : new Refused(Why.FORGED);
  }

  private static RevocationReading delta(
      ByteBuffer in, RevocationStatement statement, RevocationList held) {
    if (in.remaining() < SignedRevocationList.DELTA_HEAD) {
      return new Refused(Why.TRUNCATED);
    }
    long base = in.getLong();
    int removed = in.getInt();
    int added = in.getInt();
    if (held.statement().filter(before -> before.number() == base).isEmpty()) {
      return new Refused(Why.OTHER_BASE);
    }
    long expected = (long) RevocationEntries.SIZE * ((long) removed + added);
    if (removed < 0 || added < 0 || in.remaining() > expected) {
      return new Refused(Why.FORGED);
    }
    if (in.remaining() < expected) {
      return new Refused(Why.TRUNCATED);
    }
    Optional<RevocationEntries> gone = RevocationEntries.take(in, removed);
    Optional<RevocationEntries> come = RevocationEntries.take(in, added);
    return list(gone.flatMap(g -> come.map(c -> held.entries().minus(g).plus(c))), statement);
  }

  /** The digests are signed, so entries that give them are the issuer's, however they came. */
  private static RevocationReading list(
      Optional<RevocationEntries> read, RevocationStatement statement) {
    if (read.filter(entries -> entries.size() == statement.entries()).isEmpty()) {
      return new Refused(Why.FORGED);
    }
    RevocationEntries entries = read.get();
    RevocationFilter filter = new RevocationFilter(entries);
    boolean holds =
        RevocationStatement.digest(entries.toArray()).equals(statement.entriesDigest())
            && RevocationStatement.digest(filter.toArray()).equals(statement.filterDigest());
    return holds
        ? new Current(new RevocationList(entries, filter, Optional.of(statement)))
        : new Refused(Why.FORGED);
  }
}
