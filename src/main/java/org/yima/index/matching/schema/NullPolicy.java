package org.yima.index.matching.schema;

/** What it says when one of two records does not know a value. */
public enum NullPolicy {
  /** Nothing. */
  NEUTRAL,
  /** As much as m and u of the level "missing" say. */
  EVIDENCE
}
