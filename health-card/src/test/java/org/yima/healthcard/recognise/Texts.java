package org.yima.healthcard.recognise;

import java.util.List;

/** One good text of every kind, and kinds that share a shape. */
final class Texts {
  static final String CARD = "98FF9F2C05145CB9305E9D8A57E072BB51180CA49E5BE5E9D41BCE3A9A571928";
  static final String YIMA =
      "YM:V509K6100.E0NJK.UKG.KZ8L9KLSVL2/L.7MK7088G000FQ7-*0424 TPN/UGU4OV9.EBYMO/GFJNT/-S2QJM+PE "
          + "LLTI+IDG13YD8KU8MFGL-ONI3YUO-3L+JVE0TE:EJ7M7A5926P*CV9KN50HE8OIP";
  static final String EMV_MERCHANT =
      "00020101021229300012D156000000000510A93FO3230Q31280012D156000000010308123456785204411158"
          + "02CN5914BEST TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京540523.725303156550201"
          + "6233030412340603***0708A60086670902ME91320016A0112233449988770708123456786304A13A";
  static final String EMV_CONSUMER =
      "hQVDUFYwMWETTwegAAADMwEBUAhVbmlvblBheWIUVwxiIgISNFZ4kBI9JxJfIANBL0I=";

  /** A row of the test table. */
  record Sample(TextKind kind, String text) {}

  static final List<Sample> SAMPLES =
      List.of(
          new Sample(TextKind.YIMA_CODE, YIMA),
          new Sample(TextKind.YIMA_CODE, "YM:"),
          new Sample(TextKind.NATIONAL_CARD, CARD + ":1::5100A0013"),
          new Sample(TextKind.NATIONAL_CARD, CARD + ":0"),
          new Sample(TextKind.NATIONAL_CARD, "85:" + CARD + ":1"),
          new Sample(TextKind.NATIONAL_CARD, CARD + ":9"),
          new Sample(TextKind.WECHAT_PAY, "134567890123456789"),
          new Sample(TextKind.WECHAT_PAY, "100000000000000000"),
          new Sample(TextKind.WECHAT_PAY, "159999999999999999"),
          new Sample(TextKind.ALIPAY, "2812345678901234"),
          new Sample(TextKind.ALIPAY, "281234567890123456"),
          new Sample(TextKind.ALIPAY, "301234567890123456789012"),
          new Sample(TextKind.UNIONPAY, "6212345678901234567"),
          new Sample(TextKind.ECNY, "0112345678901234567"),
          new Sample(TextKind.FACE_TOKEN, "fp0123456789abcdef0123456789abcdef0"),
          new Sample(TextKind.MEDICAL_INSURANCE, "4241234567890123456701330000"),
          new Sample(TextKind.INSURANCE_PACKAGE, "opc1234567890123456789012345"),
          new Sample(TextKind.INSURANCE_PACKAGE, "ano1234567890123456789012345"),
          new Sample(TextKind.EC_TOKEN, "130000ecmecib288580f0f1a0a0000e7328251"),
          new Sample(TextKind.EMV_MERCHANT, EMV_MERCHANT),
          new Sample(TextKind.EMV_CONSUMER, EMV_CONSUMER),
          new Sample(TextKind.DOCUMENT, "11010519491231002X"),
          new Sample(TextKind.DOCUMENT, "11010519491231002x"),
          new Sample(TextKind.DOCUMENT, "440524188001010014"),
          new Sample(TextKind.DOCUMENT, "110101190003070010"),
          new Sample(TextKind.DOCUMENT, "110105491231002"),
          new Sample(TextKind.DOCUMENT, "810000199408230021"),
          new Sample(TextKind.DOCUMENT, "911124198108030024"),
          new Sample(TextKind.DOCUMENT, "USA110181010012"),
          new Sample(TextKind.DOCUMENT, "H12345678"),
          new Sample(TextKind.DOCUMENT, "M1234567801"),
          new Sample(TextKind.DOCUMENT, "12345678"),
          new Sample(TextKind.DOCUMENT, "1234567801"),
          new Sample(TextKind.USCC, "91350100M000100Y43"),
          new Sample(TextKind.USCC, "91110108551385082Q"),
          new Sample(TextKind.URL, "https://qr.95516.com/00010001/62001"),
          new Sample(TextKind.URL, "weixin://wxpay/bizpayurl?pr=abc"));

  private Texts() {}
}
