package org.yima.index.matching;

/** In what two identities contradict each other: both know it, and differently. */
public enum Difference {
  NAME,
  SEX,
  BIRTH_DATE
}
