package org.yima.healthcard.code;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Everything a code says. It never says who: only the issuer can go from the handle to a card.
 *
 * @param kind dynamic or static
 * @param region the issuer's division, GB/T 2260
 * @param keyId which published key signed it, 0 to 65535
 * @param handle this code's random handle
 * @param issuedAt whole seconds, 1970 to 2106; the code is valid from then on. Codes handed out
 *     ahead carry the start of their own minute
 * @param validity whole seconds, at least one
 * @param scenes where it may be used
 * @param extensions optional fields, ascending by type, each type once, together at most 255 bytes
 *     on the wire
 */
public record CodeContent(
    CodeKind kind,
    Region region,
    int keyId,
    Handle handle,
    Instant issuedAt,
    Duration validity,
    Scenes scenes,
    List<Extension> extensions) {

  private static final long MAX_UINT32 = 0xFFFF_FFFFL;

  /** Refuses what the wire cannot carry. */
  public CodeContent {
    if (keyId < 0 || keyId > 0xFFFF) {
      throw new IllegalArgumentException("a key id has 16 bits");
    }
    if (issuedAt.getNano() != 0
        || issuedAt.getEpochSecond() < 0
        || issuedAt.getEpochSecond() > MAX_UINT32) {
      throw new IllegalArgumentException("the issue time is whole seconds from 1970 to 2106");
    }
    if (!validity.equals(Duration.ofSeconds(validity.toSeconds()))
        || validity.toSeconds() < 1
        || validity.toSeconds() > MAX_UINT32) {
      throw new IllegalArgumentException("the validity is whole seconds, at least one, 32 bits");
    }
    extensions = List.copyOf(extensions);
    int size = 0;
    int previous = -1;
    for (Extension extension : extensions) {
      if (extension.type() <= previous) {
        throw new IllegalArgumentException("extensions ascend by type, each type once");
      }
      previous = extension.type();
      size += extension.wireSize();
    }
    if (size > CodeLayout.MAX_EXTENSIONS) {
      throw new IllegalArgumentException("extensions take at most 255 bytes together");
    }
  }

  /** The first moment at which the code is no longer valid, before any tolerance for clocks. */
  public Instant expiresAt() {
    return issuedAt.plus(validity);
  }
}
