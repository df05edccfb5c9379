package org.yima.migration.handover;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.migration.cleaning.Reason;

/** What became of each line that was to be repaired. */
public record RepairResult(@JsonProperty(required = true) List<Item> items) {
  /**
   * One line.
   *
   * @param reason why it still waits; missing when it has been taken in
   */
  @Schema(name = "RepairedLine")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Item(
      @JsonProperty(required = true) String file,
      @JsonProperty(required = true) long line,
      @JsonProperty(required = true) boolean stored,
      Reason reason) {}
}
