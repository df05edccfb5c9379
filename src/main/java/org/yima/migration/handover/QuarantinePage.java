package org.yima.migration.handover;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.migration.cleaning.Masked;
import org.yima.migration.cleaning.Reason;
import org.yima.migration.running.Quarantine;

/**
 * Lines that wait, in the order of the files.
 *
 * @param next the cursor of the next page; missing on the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QuarantinePage(@JsonProperty(required = true) List<Item> items, String next) {
  /**
   * One line.
   *
   * @param fields its values by our keys, personal ones masked; empty when it does not read as a
   *     row
   */
  @Schema(name = "QuarantinedLine")
  public record Item(
      @JsonProperty(required = true) String file,
      @JsonProperty(required = true) long line,
      @JsonProperty(required = true) Reason reason,
      @JsonProperty(required = true) Map<String, String> fields) {}

  static QuarantinePage of(List<Quarantine.Waiting> waiting, int limit) {
    List<Item> items =
        waiting.stream()
            .limit(limit)
            .map(w -> new Item(w.row().file(), w.row().line(), w.reason(), Masked.fields(w.row())))
            .toList();
    String next =
        waiting.size() > limit
            ? items.get(limit - 1).line() + ":" + items.get(limit - 1).file()
            : null;
    return new QuarantinePage(items, next);
  }
}
