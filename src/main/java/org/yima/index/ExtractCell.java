package org.yima.index;

/** What an extract may know of a card and its owner. */
public enum ExtractCell {
  CARD_NUMBER,
  PATIENT_ID,
  NAME,
  SEX,
  BIRTH_DATE,
  DOCUMENT_TYPE,
  DOCUMENT_NUMBER,
  PHONE,
  ADDRESS,
  PREVIOUS_NAME,
  OTHER_PHONE,
  INSURANCE_NUMBER,
  GUARDIAN_NAME,
  GUARDIAN_DOCUMENT_TYPE,
  GUARDIAN_DOCUMENT_NUMBER,
  STATUS
}
