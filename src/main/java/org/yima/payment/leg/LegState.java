package org.yima.payment.leg;

import java.util.EnumSet;
import java.util.Set;

/**
 * The states of a leg, with every move there is. REQUESTED and UNKNOWN are treated alike: between
 * the record of an intent and the record of its answer nobody knows what happened.
 */
public enum LegState {
  /** Nothing was asked yet, or the gateway was too busy to take it. */
  PLANNED,
  /** The intent is recorded, the answer is not. */
  REQUESTED,
  /** The payer has to act in the wallet. */
  AWAITING_PAYER,
  /** Asked, and the answer was lost: it is asked for until it is known. */
  UNKNOWN,
  /** It stands: paid, settled or guaranteed. */
  SUCCEEDED,
  /** A guarantee is being claimed; it stands. */
  CLAIMING,
  /** The insurer accepted the claim; it stands. */
  CLAIMED,
  /**
   * The insurer refused the claim on its guarantee: a matter between hospital and insurer, until
   * the hospital proves more and it is claimed anew.
   */
  CLAIM_REFUSED,
  /** The gateway said no, and nothing moved. */
  DECLINED,
  /** It is made sure that it never comes to stand; what a code may have paid is reversed. */
  CLOSING,
  /** It never stood and never will. */
  CLOSED,
  /** What stood is being given back. */
  RETURNING,
  /** The gateway refuses to give back: it has an owner and is tried again slowly. */
  RETURN_BLOCKED,
  /** All of it is back. */
  RETURNED;

  /**
   * Where it may go. A gateway that reports a success late brings even a closed leg to stand, or,
   * when a code paid it, makes us reverse it once more.
   */
  public Set<LegState> next() {
    return switch (this) {
      case PLANNED -> EnumSet.of(REQUESTED, CLOSED);
      case REQUESTED ->
          EnumSet.of(PLANNED, AWAITING_PAYER, UNKNOWN, SUCCEEDED, DECLINED, CLOSING, CLOSED);
      case AWAITING_PAYER -> EnumSet.of(SUCCEEDED, CLOSING, CLOSED);
      case UNKNOWN -> EnumSet.of(REQUESTED, AWAITING_PAYER, SUCCEEDED, DECLINED, CLOSING, CLOSED);
      case SUCCEEDED -> EnumSet.of(CLAIMING, CLAIMED, RETURNING, RETURNED);
      case CLAIMING -> EnumSet.of(CLAIMED, CLAIM_REFUSED);
      case CLAIMED -> EnumSet.of(RETURNING);
      case CLAIM_REFUSED -> EnumSet.of(CLAIMING, CLAIMED, RETURNING);
      case DECLINED, CLOSED -> EnumSet.of(SUCCEEDED, CLOSING);
      case CLOSING -> EnumSet.of(SUCCEEDED, DECLINED, CLOSED, RETURN_BLOCKED, RETURNED);
      case RETURNING -> EnumSet.of(CLAIMED, RETURN_BLOCKED, RETURNED);
      case RETURN_BLOCKED -> EnumSet.of(SUCCEEDED, CLAIMED, RETURNING, RETURNED);
      case RETURNED -> EnumSet.of(CLOSING);
    };
  }

  /** Whether the payer's part is there. */
  public boolean stands() {
    return switch (this) {
      case SUCCEEDED, CLAIMING, CLAIMED, CLAIM_REFUSED -> true;
      case PLANNED,
          REQUESTED,
          AWAITING_PAYER,
          UNKNOWN,
          DECLINED,
          CLOSING,
          CLOSED,
          RETURNING,
          RETURN_BLOCKED,
          RETURNED ->
          false;
    };
  }

  /** Whether nothing stands and nothing is under way. */
  public boolean gone() {
    return this == DECLINED || this == CLOSED || this == RETURNED;
  }
}
