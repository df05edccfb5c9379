package org.yima.index.matching.rule;

/** Where the names of a rule stand in patterns and rows. Every method refuses an unknown name. */
public interface Naming {
  /** The place of an element in a pattern. */
  int element(String name);

  /** The number of an element's level; 0 for {@code missing}. */
  int level(String element, String level);

  /** The place of a column in a row. */
  int column(String name);
}
