package org.yima.samples.population;

import java.util.Locale;

/** A column of an institution's file. An empty text is "not given". */
public enum Field {
  /** The card's number, unique within its domain. */
  CARD,
  /** The institution's own number of the patient; several cards may share it. */
  PATIENT,
  NAME,
  /** RESIDENT_ID, PASSPORT, HK_MO_PERMIT, TW_PERMIT, NONE; of some another, or a desk's word. */
  DOCUMENT_TYPE,
  DOCUMENT_NUMBER,
  /** yyyy-MM-dd. */
  BIRTH_DATE,
  /** MALE or FEMALE. */
  SEX,
  PHONE,
  PHONE2,
  ADDRESS,
  /** Of a child: mostly the mother. */
  GUARDIAN_NAME,
  /** The number of the guardian's document. */
  GUARDIAN_DOCUMENT,
  INSURANCE_NUMBER,
  /** NORMAL, LOST, CANCELLED, DECEASED. */
  STATUS,
  PREVIOUS_NAME;

  /** The name in the header: lower case. */
  public String header() {
    return name().toLowerCase(Locale.ROOT);
  }
}
