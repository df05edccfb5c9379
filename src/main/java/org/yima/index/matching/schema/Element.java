package org.yima.index.matching.schema;

import java.util.Map;
import org.yima.index.matching.compare.Comparison;

/**
 * One thing in which records agree or not.
 *
 * @param frequencies for each level whose weight depends on how rare the value is, the column in
 *     which the two then have the same value
 */
public record Element(
    String name, Comparison comparison, Map<String, String> frequencies, NullPolicy nulls) {
  /** The name of the level of two records of which one does not know. */
  public static final String MISSING = "missing";

  public Element {
    frequencies = Map.copyOf(frequencies);
    if (comparison.levels().size() > 15 || !comparison.levels().containsAll(frequencies.keySet())) {
      throw new IllegalArgumentException("levels of " + name);
    }
  }

  /** An element whose weights are the same for all values. */
  public static Element of(String name, Comparison comparison) {
    return new Element(name, comparison, Map.of(), NullPolicy.NEUTRAL);
  }

  /** An element whose best level weighs more for a rare value. */
  public static Element rare(String name, Comparison comparison, String column) {
    return new Element(
        name, comparison, Map.of(comparison.levels().get(0), column), NullPolicy.NEUTRAL);
  }

  /** The same with another policy. */
  public Element with(NullPolicy policy) {
    return new Element(name, comparison, frequencies, policy);
  }

  /** The number of a level, 0 for {@link #MISSING}. */
  public int level(String level) {
    int place = comparison.levels().indexOf(level);
    if (place < 0 && !level.equals(MISSING)) {
      throw new IllegalArgumentException("no level " + level + " of " + name);
    }
    return place + 1;
  }

  /** The name of a level. */
  public String level(int number) {
    return number == 0 ? MISSING : comparison.levels().get(number - 1);
  }
}
