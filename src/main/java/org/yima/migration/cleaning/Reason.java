package org.yima.migration.cleaning;

/** Why a row is quarantined. */
public enum Reason {
  /** The last line, which ends before the row does. */
  HALF_WRITTEN,
  /** More or fewer columns than the header, as by an unquoted comma in an address. */
  SHIFTED_COLUMNS,
  /** A quote that is never closed. */
  UNCLOSED_QUOTE,
  /** Bytes that are no text in the file's encoding. */
  UNREADABLE_BYTES,
  CARD_NUMBER_MISSING,
  CARD_NUMBER_INVALID,
  PATIENT_ID_INVALID,
  /** A number that went through a spreadsheet: its last digits are gone. */
  SCIENTIFIC_NOTATION,
  /** Somebody tried the system. */
  TEST_ROW,
  NAME_INVALID,
  DOCUMENT_TYPE_UNKNOWN,
  /** A document number that breaks a rule of its kind, also with look-alikes put right. */
  DOCUMENT_INVALID,
  BALANCE_UNREADABLE,
  /** Parts of a fen. */
  BALANCE_FRACTION,
  BALANCE_KIND_UNKNOWN,
  BALANCE_TIME_UNREADABLE,
  /** The card number stands in an earlier row already. */
  DUPLICATE_CARD,
  /** The patient number stands in an earlier row already, with another owner. */
  PATIENT_ID_REUSED
}
