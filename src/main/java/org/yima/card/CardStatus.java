package org.yima.card;

import static org.yima.card.CardAction.FREEZE;
import static org.yima.card.CardAction.REPLACE;
import static org.yima.card.CardAction.REPORT_LOST;
import static org.yima.card.CardAction.REVOKE;
import static org.yima.card.CardAction.UNFREEZE;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The life of a card. The table below is the only place that says which move is legal; what is not
 * in it is refused.
 */
public enum CardStatus {
  /** It identifies and, with a dynamic code, pays. */
  ACTIVE,
  /** Held by its owner, who may release it again. */
  FROZEN,
  /** Reported lost: it never comes back, the resident gets a new one. */
  LOST,
  /** Given up by its owner. */
  REVOKED,
  /** A new card took its place. */
  REPLACED;

  private static final Map<CardStatus, Map<CardAction, CardStatus>> MOVES =
      Map.of(
          ACTIVE, moves(Map.of(FREEZE, FROZEN, REPORT_LOST, LOST, REVOKE, REVOKED)),
          FROZEN, moves(Map.of(UNFREEZE, ACTIVE, REPORT_LOST, LOST, REVOKE, REVOKED)),
          LOST, moves(Map.of(REPLACE, REPLACED, REVOKE, REVOKED)),
          REVOKED, moves(Map.of()),
          REPLACED, moves(Map.of()));

  private static Map<CardAction, CardStatus> moves(Map<CardAction, CardStatus> table) {
    EnumMap<CardAction, CardStatus> moves = new EnumMap<>(CardAction.class);
    moves.putAll(table);
    return moves;
  }

  /** Where the action leads from here, or nothing when it is not allowed. */
  public Optional<CardStatus> after(CardAction action) {
    return Optional.ofNullable(MOVES.get(this).get(action));
  }
}
