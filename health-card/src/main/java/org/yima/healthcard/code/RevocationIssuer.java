package org.yima.healthcard.code;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;

/** Signs revocation lists of one region with one of its code keys. */
public final class RevocationIssuer {
  private final SigningKey key;
  private final Region region;

  /** An issuer of that region. Rotating the key means making another issuer. */
  public RevocationIssuer(SigningKey key, Region region) {
    this.key = key;
    this.region = region;
  }

  /**
   * Signs one state of the list.
   *
   * @param number larger than that of every earlier state
   * @param issuedAt fractions of a second are cut off
   * @param ageLimit whole seconds; how long a terminal may go by it
   * @param handleHashes {@link Handle#hash()} of each revoked handle, in any order: of static codes
   *     until they expire, and of codes handed out ahead to cards that no longer serve
   */
  public SignedRevocationList issue(
      long number, Instant issuedAt, Duration ageLimit, Collection<Bytes> handleHashes) {
    RevocationEntries entries = RevocationList.entries(handleHashes);
    RevocationFilter filter = new RevocationFilter(entries);
    RevocationStatement statement =
        new RevocationStatement(
            region,
            key.keyId(),
            number,
            issuedAt.truncatedTo(ChronoUnit.SECONDS),
            ageLimit,
            entries.size(),
            RevocationStatement.digest(entries.toArray()),
            RevocationStatement.digest(filter.toArray()));
    return new SignedRevocationList(
        new RevocationList(entries, filter, Optional.of(statement)), key.sign(statement.signed()));
  }
}
