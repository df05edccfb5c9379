package org.yima.healthcard.recognise;

/** What a scanned or typed text can be. */
public enum TextKind {
  /** Yima's own code; whether it is genuine only a verifier says. */
  YIMA_CODE,
  /** 居民电子健康卡. */
  NATIONAL_CARD,
  /** A WeChat payment code (付款码). */
  WECHAT_PAY,
  /** An Alipay payment code. */
  ALIPAY,
  /** A UnionPay QuickPass (云闪付) payment code. */
  UNIONPAY,
  /** A digital-yuan (数字人民币) payment code. */
  ECNY,
  /** An Alipay face payment token. */
  FACE_TOKEN,
  /** The medical-insurance code (医保码). */
  MEDICAL_INSURANCE,
  /** A medical-insurance package code (opc / ano). */
  INSURANCE_PACKAGE,
  /** The token of the medical-insurance credential (医保电子凭证 ecToken). */
  EC_TOKEN,
  /** An EMVCo code shown by a merchant. */
  EMV_MERCHANT,
  /** An EMVCo code shown by a payer. */
  EMV_CONSUMER,
  /** A personal document's number. */
  DOCUMENT,
  /** An organisation's unified social credit code. */
  USCC,
  /** An address of any scheme. */
  URL,
  /** None of these. */
  UNKNOWN
}
