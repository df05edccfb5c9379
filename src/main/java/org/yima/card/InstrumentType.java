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
  ECNY
}
