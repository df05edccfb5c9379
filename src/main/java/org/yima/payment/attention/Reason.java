package org.yima.payment.attention;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.payment.leg.Leg;
import org.yima.payment.leg.LegKind;
import org.yima.payment.leg.LegState;
import org.yima.payment.leg.ReturnState;

/** Why a human is needed, when that begins and how long it goes on. */
@Schema(name = "AttentionReason")
public enum Reason {
  /** The bureau refuses to reverse a settlement that has to go back. */
  SETTLEMENT_NOT_REVERSED(Owner.HOSPITAL_INSURANCE),
  /**
   * The bureau's settlement has shares that can't be read or do not add up, so it is reversed and
   * nobody can be insured like that: the bureau explains them, or its answers are read wrongly
   * here.
   */
  SETTLEMENT_UNBOOKABLE(Owner.OPERATOR),
  /** The bureau refuses to take back what was uploaded and never settled. */
  VISIT_NOT_REVOKED(Owner.HOSPITAL_INSURANCE),
  /**
   * A bill turned out to be another person's than whom the bureau settled it for: it stays until
   * the settlement is reversed (and made anew for its owner), or is reported.
   */
  SETTLED_FOR_ANOTHER(Owner.HOSPITAL_INSURANCE),
  /** The wallet refuses to return cash: the merchant's balance, the age of the order. */
  CASH_NOT_RETURNED(Owner.HOSPITAL_FINANCE),
  /** The insurer refuses to release a guarantee or to reverse a claim. */
  GUARANTEE_NOT_RETURNED(Owner.INSURER),
  /** The insurer refused a claim on its own guarantee. */
  CLAIM_REFUSED(Owner.INSURER),
  /** A gateway has not said for a long time what became of a call. */
  OUTCOME_UNKNOWN(Owner.OPERATOR);

  /** At the pace of asking, about ten minutes. */
  private static final int LONG = 15;

  private final Owner owner;

  Reason(Owner owner) {
    this.owner = owner;
  }

  public Owner owner() {
    return owner;
  }

  /** Whether a leg gives this reason now. */
  boolean arises(Leg leg) {
    return switch (this) {
      case SETTLEMENT_NOT_REVERSED ->
          leg.kind() == LegKind.INSURANCE && leg.state() == LegState.RETURN_BLOCKED;
      case SETTLEMENT_UNBOOKABLE -> leg.unbookable() && !leg.state().gone();
      case GUARANTEE_NOT_RETURNED ->
          leg.kind() == LegKind.COMMERCIAL && leg.state() == LegState.RETURN_BLOCKED;
      case CASH_NOT_RETURNED ->
          notReversed(leg)
              || leg.returns().stream().anyMatch(back -> back.state() == ReturnState.BLOCKED);
      case CLAIM_REFUSED -> leg.state() == LegState.CLAIM_REFUSED;
      case OUTCOME_UNKNOWN -> open(leg) && leg.tries() >= LONG;
      case VISIT_NOT_REVOKED, SETTLED_FOR_ANOTHER -> false;
    };
  }

  /** Whether it goes on where it has arisen: while it is tried again it does. */
  boolean goesOn(Leg leg) {
    return switch (this) {
      case SETTLEMENT_NOT_REVERSED, GUARANTEE_NOT_RETURNED ->
          arises(leg) || leg.state() == LegState.RETURNING;
      case CASH_NOT_RETURNED ->
          notReversed(leg)
              || leg.returns().stream()
                  .anyMatch(
                      back ->
                          back.state() != ReturnState.DONE && back.state() != ReturnState.FAILED);
      case SETTLEMENT_UNBOOKABLE, CLAIM_REFUSED -> arises(leg);
      case OUTCOME_UNKNOWN -> open(leg);
      case SETTLED_FOR_ANOTHER -> leg.kind() == LegKind.INSURANCE && !leg.state().gone();
      case VISIT_NOT_REVOKED -> false;
    };
  }

  /** What a code paid, or may have, and the wallet refuses to reverse. */
  private static boolean notReversed(Leg leg) {
    return leg.kind() == LegKind.WALLET && leg.state() == LegState.RETURN_BLOCKED;
  }

  private static boolean open(Leg leg) {
    return switch (leg.state()) {
      case UNKNOWN, CLOSING, CLAIMING -> true;
      case RETURNING -> leg.kind() != LegKind.WALLET;
      case PLANNED,
          REQUESTED,
          AWAITING_PAYER,
          SUCCEEDED,
          CLAIMED,
          CLAIM_REFUSED,
          DECLINED,
          CLOSED,
          RETURN_BLOCKED,
          RETURNED ->
          false;
    };
  }
}
