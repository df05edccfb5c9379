package org.yima.institution.catalogue;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;

/**
 * One page cut from a list that was read one item longer than the page: the extra item tells
 * whether there is a next page.
 */
record Slice<T>(List<T> items, Optional<Id> next) {

  static <T> Slice<T> cut(List<T> longer, int limit, Function<T, Id> id) {
    if (longer.size() <= limit) {
      return new Slice<>(longer, Optional.empty());
    }
    List<T> items = longer.subList(0, limit);
    return new Slice<>(items, Optional.of(id.apply(items.get(limit - 1))));
  }

  /** Reads a cursor, which is the last id of the page before; absent means the first page. */
  static Optional<Id> cursor(IdType type, String text) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Id.parse(type, text)
            .orElseThrow(() -> PlatformProblem.INPUT_INVALID.problem().at("?cursor", "invalid")));
  }
}
