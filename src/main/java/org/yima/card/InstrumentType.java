package org.yima.card;

/** Ways to pay that can be bound to a card. */
public enum InstrumentType {
  WECHAT,
  ALIPAY,
  UNIONPAY,
  BANK_CARD,
  MEDICAL_INSURANCE,
  SOCIAL_SECURITY,
  COMMERCIAL_POLICY,
  ECNY;

  /** Whether it only says how its owner likes to pay, and is no right to anything. */
  public boolean isLabel() {
    return switch (this) {
      case UNIONPAY, SOCIAL_SECURITY, ECNY -> true;
      case WECHAT, ALIPAY, BANK_CARD, MEDICAL_INSURANCE, COMMERCIAL_POLICY -> false;
    };
  }
}
