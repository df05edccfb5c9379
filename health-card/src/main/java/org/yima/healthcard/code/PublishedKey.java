package org.yima.healthcard.code;

import java.time.Instant;

/**
 * One entry of the published key set.
 *
 * @param keyId 0 to 65535; never given to a second key
 * @param suite how it signs
 * @param publicKey in the suite's encoding
 * @param notBefore the first moment at which a code signed by it may have been issued
 * @param notAfter the first moment at which none may be issued any more; codes issued before stay
 *     good until they expire. Taking the key out of the set ends them all
 */
public record PublishedKey(
    int keyId, Suite suite, Bytes publicKey, Instant notBefore, Instant notAfter) {
  /** Refuses an id that is not 16 bits and an empty window. */
  public PublishedKey {
    if (keyId < 0 || keyId > 0xFFFF) {
      throw new IllegalArgumentException("a key id has 16 bits");
    }
    if (!notBefore.isBefore(notAfter)) {
      throw new IllegalArgumentException("a key's window has a length");
    }
  }

  /** True when a code issued then may bear this key's signature. */
  public boolean covers(Instant issuedAt) {
    return !issuedAt.isBefore(notBefore) && issuedAt.isBefore(notAfter);
  }
}
