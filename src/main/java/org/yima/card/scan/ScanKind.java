package org.yima.card.scan;

import org.yima.card.PaymentCode;
import org.yima.healthcard.recognise.TextKind;

/** What a scanned text was, under the API's names. */
enum ScanKind {
  YIMA_DYNAMIC,
  YIMA_STATIC,
  NATIONAL_CARD,
  WECHAT_PAY,
  ALIPAY,
  UNIONPAY,
  ECNY,
  FACE_TOKEN,
  MEDICAL_INSURANCE,
  INSURANCE_PACKAGE,
  EMV_MERCHANT,
  EMV_CONSUMER,
  DOCUMENT,
  VISIT_CARD,
  USCC,
  URL,
  UNKNOWN;

  /** Of a text that is no Yima code, by its form. */
  static ScanKind of(TextKind kind) {
    return switch (kind) {
      case YIMA_CODE -> throw new IllegalArgumentException("only its signature tells its kind");
      case NATIONAL_CARD -> NATIONAL_CARD;
      case WECHAT_PAY -> WECHAT_PAY;
      case ALIPAY -> ALIPAY;
      case UNIONPAY -> UNIONPAY;
      case ECNY -> ECNY;
      case FACE_TOKEN -> FACE_TOKEN;
      case MEDICAL_INSURANCE, EC_TOKEN -> MEDICAL_INSURANCE;
      case INSURANCE_PACKAGE -> INSURANCE_PACKAGE;
      case EMV_MERCHANT -> EMV_MERCHANT;
      case EMV_CONSUMER -> EMV_CONSUMER;
      case DOCUMENT -> DOCUMENT;
      case USCC -> USCC;
      case URL -> URL;
      case UNKNOWN -> UNKNOWN;
    };
  }

  /** Whether the text itself is meant to pay, at whatever gateway. */
  boolean isToken() {
    return switch (this) {
      case WECHAT_PAY, ALIPAY, UNIONPAY, ECNY, FACE_TOKEN, MEDICAL_INSURANCE, INSURANCE_PACKAGE ->
          true;
      default -> false;
    };
  }

  /** Whether the text itself is a token that a payment of this server needs later. */
  boolean isCharged() {
    return PaymentCode.of(name()).isPresent();
  }
}
