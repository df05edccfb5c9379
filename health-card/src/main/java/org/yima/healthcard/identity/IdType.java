package org.yima.healthcard.identity;

/** The kinds of document that name a person, under the names the API uses. */
public enum IdType {
  /** 居民身份证, GB 11643: 18 characters; the 15-digit form is upgraded. */
  RESIDENT_ID("01"),
  /** A passport of any country. */
  PASSPORT("03"),
  /** 港澳居民来往内地通行证: H or M and eight digits, older cards with two more for the issue. */
  HK_MO_PERMIT("06"),
  /** 台湾居民来往大陆通行证: eight digits, older cards with two more. */
  TW_PERMIT("07"),
  /** 港澳台居民居住证: a GB 11643 number in division 810000, 820000 or 830000. */
  HMT_RESIDENCE("99"),
  /**
   * 外国人永久居留身份证: 18 digits beginning with 9, the next two those of the province that gave the card,
   * or the older 15 characters.
   */
  FOREIGNER_PR("99"),
  /** A newborn known by the number of the birth certificate (出生医学证明). */
  NEWBORN("99"),
  /** A person without any document. There is no number to give. */
  NONE("99");

  private final String nationalCode;

  IdType(String nationalCode) {
    this.nationalCode = nationalCode;
  }

  /** The two digits of the national health card's id_type; 99 is "other". */
  public String nationalCode() {
    return nationalCode;
  }
}
