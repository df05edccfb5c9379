package org.yima.migration.plan;

/** What two reviewers approve. */
public enum Stage {
  RUN,
  CUT_OVER
}
