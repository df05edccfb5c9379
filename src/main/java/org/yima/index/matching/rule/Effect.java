package org.yima.index.matching.rule;

/** What a rule does to a pair for which it holds. */
public enum Effect {
  /** Two persons: never in one group, and nobody is asked. */
  APART(true),
  /** Never in one group by the machine; people are asked when the score alone would have linked. */
  ASK(true),
  /** Never in one group by the machine; people are asked whatever the score. */
  ALARM(true),
  /** No link by this pair alone, others may bring the two together; people may be asked. */
  REVIEW(false),
  /**
   * As {@link #REVIEW}; others may bring the two together only where the score alone would have
   * linked them.
   */
  CONFIRM(false),
  /** No link by this pair alone, and nobody is asked: there is nothing yet to decide by. */
  WAIT(false);

  private final boolean keepsApart;

  Effect(boolean keepsApart) {
    this.keepsApart = keepsApart;
  }

  /**
   * True when the two must not be in one group, whatever links them.
   *
   * @param wouldLink whether the score alone would have linked them
   */
  public boolean keepsApart(boolean wouldLink) {
    return keepsApart || (this == CONFIRM && !wouldLink);
  }

  /** True when the two must not be in one group, whatever links them and whatever the score. */
  public boolean alwaysKeepsApart() {
    return keepsApart;
  }
}
