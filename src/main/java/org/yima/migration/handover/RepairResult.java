package org.yima.migration.handover;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.yima.migration.cleaning.Reason;

/** What became of each line that was to be repaired. */
public record RepairResult(List<Item> items) {
  /**
   * One line.
   *
   * @param reason why it still waits; missing when it has been taken in
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Item(String file, long line, boolean stored, Reason reason) {}
}
