package org.yima.migration.handover;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;

/** Quarantined lines with some of their values put right. */
public record RepairRequest(@NotEmpty @Size(max = 100) List<@NotNull @Valid Item> items) {
  /**
   * One line.
   *
   * @param file needed where there is more than one
   * @param fields our keys to values as the file should have had them
   */
  public record Item(
      @Size(max = 64) String file,
      @Min(1) long line,
      @NotEmpty @Size(max = 40)
          Map<@Size(max = 40) String, @NotNull @Size(max = 500) String> fields) {}
}
