package org.yima.card;

/** The forms a card's codes may take. */
public enum CodeFormat {
  /** Our own: verifiable without network, and no two codes of a card can be linked. */
  YIMA,
  /**
   * The national health card's, made by the province's card centre, as installed scanners read it.
   */
  NATIONAL
}
