package org.yima.healthcard.code;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * The handles that are no longer good although their signatures are: static codes of lost or frozen
 * cards, and codes handed out ahead. Dynamic codes die by expiry and need no entry. It holds hashes
 * of handles, never handles, so the list itself helps nobody to a code.
 *
 * <p>Almost every lookup is of a code that is not listed; a small filter answers those, and only
 * what passes it is searched in the sorted list, so the answer is exact. A list that a terminal
 * fetched carries the issuer's statement and grows stale; one made from the issuer's own rows does
 * not.
 */
public final class RevocationList {
  private static final int HASH = 32;

  private final RevocationEntries entries;
  private final RevocationFilter filter;
  private final Optional<RevocationStatement> statement;

  RevocationList(
      RevocationEntries entries, RevocationFilter filter, Optional<RevocationStatement> statement) {
    this.entries = entries;
    this.filter = filter;
    this.statement = statement;
  }

  /** A list that revokes nothing and never grows stale. */
  public static RevocationList empty() {
    return unsigned(RevocationEntries.NONE);
  }

  /**
   * A list of these handles that never grows stale, for who holds the issuer's own rows.
   *
   * @param handleHashes {@link Handle#hash()} of each, 32 bytes, in any order
   */
  public static RevocationList of(Collection<Bytes> handleHashes) {
    return unsigned(entries(handleHashes));
  }

  private static RevocationList unsigned(RevocationEntries entries) {
    return new RevocationList(entries, new RevocationFilter(entries), Optional.empty());
  }

  static RevocationEntries entries(Collection<Bytes> handleHashes) {
    if (handleHashes.stream().anyMatch(hash -> hash.size() != HASH)) {
      throw new IllegalArgumentException("a handle's hash has 32 bytes");
    }
    return RevocationEntries.of(handleHashes);
  }

  /** True when the handle with that hash is revoked. */
  public boolean contains(Bytes handleHash) {
    return passesFilter(handleHash)
        && entries.contains(handleHash.longAt(0), handleHash.longAt(Long.BYTES));
  }

  /** How many handles are revoked. */
  public int size() {
    return entries.size();
  }

  /** What the issuer says about this list; nothing for a list that was not fetched. */
  public Optional<RevocationStatement> statement() {
    return statement;
  }

  /** True when the list is as old as it may become, or older. */
  public boolean isStale(Instant now) {
    return statement.isPresent() && !now.isBefore(statement.get().staleAt());
  }

  /** True when the list was made later than this clock says it is, by more than the tolerance. */
  boolean isAhead(Instant now, Duration skew) {
    return statement.isPresent() && now.isBefore(statement.get().issuedAt().minus(skew));
  }

  /** True for every listed hash and for few others. */
  boolean passesFilter(Bytes handleHash) {
    return handleHash.size() == HASH
        && filter.passes(handleHash.longAt(0), handleHash.longAt(Long.BYTES));
  }

  RevocationEntries entries() {
    return entries;
  }

  RevocationFilter filter() {
    return filter;
  }
}
