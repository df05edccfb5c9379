package org.yima.index.matching.chinese;

import java.util.List;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.compare.Comparison;

/**
 * The guardians of two children: the same document; the same name; names of one sound; different.
 *
 * @param sound follows from {@code name}
 */
public record GuardianComparison(String document, String name, String sound) implements Comparison {
  @Override
  public List<String> levels() {
    return List.of("document", "name", "same sound", "differs");
  }

  @Override
  public List<String> columns() {
    return List.of(document, name, sound);
  }

  @Override
  public Compared over(Table table) {
    int documentAt = table.column(document);
    int nameAt = table.column(name);
    int soundAt = table.column(sound);
    return (left, leftAt, right, rightAt) -> {
      int documentA = left[leftAt + documentAt];
      if (documentA != 0 && documentA == right[rightAt + documentAt]) {
        return 1;
      }
      int nameA = left[leftAt + nameAt];
      int nameB = right[rightAt + nameAt];
      if (nameA == 0 || nameB == 0) {
        return MISSING;
      }
      return nameA == nameB ? 2 : left[leftAt + soundAt] == right[rightAt + soundAt] ? 3 : 4;
    };
  }
}
