package org.yima.index.matching.chinese;

import java.util.List;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.compare.Comparison;

/**
 * The guardians of two children: the same document; the same name; names of one sound; another
 * resident number, so that a name says nothing; different.
 *
 * @param number the resident number in {@code document}, which follows from it
 * @param sound follows from {@code name}
 */
public record GuardianComparison(String document, String number, String name, String sound)
    implements Comparison {
  @Override
  public List<String> levels() {
    return List.of("document", "name", "same sound", "another document", "differs");
  }

  @Override
  public List<String> columns() {
    return List.of(document, number, name, sound);
  }

  @Override
  public Compared over(Table table) {
    int documentAt = table.column(document);
    int numberAt = table.column(number);
    int nameAt = table.column(name);
    int soundAt = table.column(sound);
    return (left, leftAt, right, rightAt) -> {
      int documentA = left[leftAt + documentAt];
      if (documentA != 0 && documentA == right[rightAt + documentAt]) {
        return 1;
      }
      int nameA = left[leftAt + nameAt];
      int nameB = right[rightAt + nameAt];
      int numberA = left[leftAt + numberAt];
      int numberB = right[rightAt + numberAt];
      boolean another = numberA != 0 && numberB != 0 && numberA != numberB;
      if (nameA == 0 || nameB == 0) {
        return another ? 4 : MISSING;
      }
      if (nameA != nameB && left[leftAt + soundAt] != right[rightAt + soundAt]) {
        return 5;
      }
      return another ? 4 : nameA == nameB ? 2 : 3;
    };
  }
}
