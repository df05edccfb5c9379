package org.yima.card.code;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.healthcard.code.KeySet;
import org.yima.healthcard.code.PublishedKey;
import org.yima.healthcard.code.Suite;

/** The published keys of codes. */
@Schema(name = "HealthCardKeySet")
public record KeySetView(@JsonProperty(required = true) List<Key> keys) {

  /**
   * One key.
   *
   * @param publicKey in the suite's encoding, Base64
   */
  @Schema(name = "HealthCardKey")
  public record Key(
      @JsonProperty(required = true) int keyId,
      @JsonProperty(required = true) Suite suite,
      @JsonProperty(required = true) String publicKey,
      @JsonProperty(required = true) Instant notBefore,
      @JsonProperty(required = true) Instant notAfter) {

    static Key of(PublishedKey key) {
      return new Key(
          key.keyId(),
          key.suite(),
          Base64.getEncoder().encodeToString(key.publicKey().toArray()),
          key.notBefore(),
          key.notAfter());
    }
  }

  /** The set as it is published. */
  public static KeySetView of(KeySet set) {
    return new KeySetView(set.keys().stream().map(Key::of).toList());
  }
}
