package org.yima.gateway;

/** Why a gateway refused, in words all gateways share. */
public enum DeclineReason {
  /** The order, claim or message asked for is not known there. */
  NOT_FOUND(false),
  /** Our id was used before for something else. */
  ID_REUSED(false),
  /** The order is paid already; query it. */
  ALREADY_PAID(false),
  /** The payer was debited without the order being paid; the merchant's finance has to act. */
  PAYER_DEBITED(false),
  /** The order is closed and will never be paid. */
  CLOSED(false),
  /** The guarantee was claimed already and can no longer be released. */
  ALREADY_CLAIMED(false),
  /** The merchant's balance does not cover the refund; its finance has to act. */
  MERCHANT_BALANCE_TOO_LOW(false),
  /** The original payment is too old, or more would be returned than was paid. */
  REFUND_NOT_ALLOWED(false),
  /** The payer's account or the payer is restricted. */
  PAYER_RESTRICTED(false),
  /** The authorisation code or number is unknown, used or expired; the resident gives a new one. */
  AUTHORISATION_INVALID(false),
  /** Our credentials or our signature were refused; operations have to act. */
  CREDENTIALS_REFUSED(false),
  /** The gateway says that the call itself is wrong. */
  INVALID_REQUEST(false),
  /** The merchant or institution may not use this service. */
  NOT_PERMITTED(false),
  /**
   * Too many calls, or a maintenance window. The bureau keeps what it answered to a message id, so
   * there the same is asked later under a new one.
   */
  BUSY(true),
  /** The bureau does not know the person as insured. */
  NOT_INSURED(false),
  /** The insurance is suspended. */
  INSURANCE_SUSPENDED(false),
  /** The person is an inpatient now. */
  IN_HOSPITAL(false),
  /** Treatment outside the insured area was not filed. */
  NOT_FILED_ELSEWHERE(false),
  /** The institution is not designated for this. */
  NOT_DESIGNATED(false),
  /** The chronic or special disease is not registered. */
  DISEASE_NOT_REGISTERED(false),
  /** The quota of the period is used up. */
  QUOTA_USED(false),
  /** The lines uploaded do not add up to the bill. */
  DETAILS_SUM_DIFFERS(false),
  /** The electronic credential (医保码) is not activated. */
  CREDENTIAL_NOT_ACTIVATED(false),
  /** The family account is not bound. */
  FAMILY_ACCOUNT_NOT_BOUND(false),
  /** The year of insurance changed between pre-settlement and settlement. */
  YEAR_CHANGED(false),
  /** A later settlement of the same person has to be reversed first. */
  LATER_SETTLEMENT_EXISTS(false),
  /** The period is cleared; the change is made at the window. */
  PERIOD_CLEARED(false),
  /** Only the institution's or the bureau's window can do this. */
  AT_THE_WINDOW(false),
  /** The commercial insurer says no. */
  INSURER_DECLINED(false),
  /** Refused for a reason that has no shared word. */
  OTHER(false);

  private final boolean retryable;

  DeclineReason(boolean retryable) {
    this.retryable = retryable;
  }

  /** Whether the same call with the same id may succeed later by itself. */
  public boolean retryable() {
    return retryable;
  }
}
