package org.yima.index.review;

/** What a reviewer says of two records. */
public enum Decision {
  /** One person. */
  SAME,
  /** Two people, for ever. */
  DIFFERENT,
  /** Not now; it stays in the queue. */
  LATER
}
