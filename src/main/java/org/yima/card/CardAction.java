package org.yima.card;

/** What can be done to a card. */
public enum CardAction {
  FREEZE,
  UNFREEZE,
  REPORT_LOST,
  REVOKE,
  /** A new card is issued in place of a lost one. */
  REPLACE;

  /** The state an action leads to, which makes repeating it harmless. */
  public CardStatus target() {
    return switch (this) {
      case FREEZE -> CardStatus.FROZEN;
      case UNFREEZE -> CardStatus.ACTIVE;
      case REPORT_LOST -> CardStatus.LOST;
      case REVOKE -> CardStatus.REVOKED;
      case REPLACE -> CardStatus.REPLACED;
    };
  }
}
