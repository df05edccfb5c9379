package org.yima.index.matching;

/** What people have decided about two records; it outweighs every rule. */
public enum Verdict {
  SAME,
  DIFFERENT
}
