package org.yima.platform;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page cut from a list that was read one item longer than the page: the extra item tells
 * whether there is a next page.
 */
public record Slice<T>(List<T> items, Optional<Id> next) {

  public static <T> Slice<T> cut(List<T> longer, int limit, Function<T, Id> id) {
    if (longer.size() <= limit) {
      return new Slice<>(longer, Optional.empty());
    }
    List<T> items = longer.subList(0, limit);
    return new Slice<>(items, Optional.of(id.apply(items.get(limit - 1))));
  }

  /** Reads a cursor, which is the last id of the page before; absent means the first page. */
  public static Optional<Id> cursor(IdType type, String text) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Id.parse(type, text)
            .orElseThrow(() -> PlatformProblem.INPUT_INVALID.problem().at("?cursor", "invalid")));
  }
}
