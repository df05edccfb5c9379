package org.yima.samples.population;

/**
 * A document as desks name it.
 *
 * @param type one of RESIDENT_ID, PASSPORT, HK_MO_PERMIT, TW_PERMIT, NONE
 * @param number empty for NONE
 */
record Document(String type, String number) {
  static final String RESIDENT_ID = "RESIDENT_ID";
  static final Document NONE = new Document("NONE", "");

  boolean isResidentId() {
    return type.equals(RESIDENT_ID);
  }
}
