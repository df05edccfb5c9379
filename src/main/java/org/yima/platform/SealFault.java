package org.yima.platform;

/** What may be wrong at a position of a chain of seals. */
public enum SealFault {
  /** The row is not what it was when it was sealed. */
  ROW_CHANGED,
  /** The row is gone. */
  ROW_MISSING,
  /** The seal does not follow from the one before it, one is missing, or it was rewritten. */
  CHAIN_BROKEN,
  /** The chain ends elsewhere than its head says, or before where it was seen to end. */
  HEAD_DIFFERS,
  /** It is not where a daily anchor has it, or the anchor itself is not what was anchored. */
  ANCHOR_DIFFERS
}
