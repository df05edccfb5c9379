package org.yima.platform;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How a chain stands over all its buckets.
 *
 * @param chain the chain's name, such as {@code audit}
 * @param buckets how many buckets have seals of it
 * @param sealed how many rows are sealed
 * @param unchecked how many buckets no round has been finished for yet
 * @param checkedSince every bucket that was ever compared whole was last compared whole by a round
 *     that began then or later; empty before the first
 * @param broken how many faults are open: found, and not found mended since
 * @param findings the open faults, the oldest first, at most a hundred
 */
public record SealState(
    @JsonProperty(required = true) String chain,
    @JsonProperty(required = true) long buckets,
    @JsonProperty(required = true) long sealed,
    @JsonProperty(required = true) long unchecked,
    Optional<Instant> checkedSince,
    @JsonProperty(required = true) long broken,
    @JsonProperty(required = true) List<SealState.Finding> findings) {

  public SealState {
    findings = List.copyOf(findings);
  }

  /** One open fault; {@code position} counts from 1, and is 0 where the whole chain is gone. */
  @Schema(name = "SealFinding")
  public record Finding(
      @JsonProperty(required = true) int bucket,
      @JsonProperty(required = true) long position,
      @JsonProperty(required = true) SealFault fault,
      @JsonProperty(required = true) Instant firstSeen,
      @JsonProperty(required = true) Instant lastSeen) {}
}
