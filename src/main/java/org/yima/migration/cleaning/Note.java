package org.yima.migration.cleaning;

/** What was put right in a row, or left out of it, without holding it up. */
public enum Note {
  /** Leading zeros were put back: the file's other numbers all have one length. */
  LEADING_ZEROS_RESTORED,
  /** Full-width or zero-width characters were normalised. */
  CHARACTERS_NORMALISED,
  /** O and l became 0 and 1, and the check character then held. */
  LOOKALIKES_REPAIRED,
  /** A 15-digit document number was upgraded. */
  DOCUMENT_UPGRADED,
  /** A bed number was taken out of the name. */
  BED_REMOVED,
  /** A date that means "unknown", or none. */
  BIRTH_DATE_UNKNOWN,
  SEX_UNKNOWN,
  PHONE_DROPPED,
  PREVIOUS_NAME_DROPPED,
  INSURANCE_NUMBER_DROPPED,
  /** The guardian's name or document can't be one; the other of the two stays. */
  GUARDIAN_DROPPED,
  STATUS_UNKNOWN,
  /** A negative amount that the file did not call a debt. */
  NEGATIVE_IS_DEBT,
  DECEASED,
  /** A card without a name and without a document: it belongs to whoever brings it. */
  UNNAMED
}
