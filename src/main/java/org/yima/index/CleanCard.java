package org.yima.index;

import java.util.Optional;
import java.util.Set;

/**
 * What cleaning made of a row of an extract.
 *
 * @param source what the row says, without what can't be so
 * @param patientId the hospital's own number of the patient
 * @param retired whether the card no longer lives
 * @param notes what was put right, or left out
 * @param refusal why the row can be no card of anybody
 * @param documentRefusal why its document can be none; the source is without it
 */
public record CleanCard(
    SourceRecord source,
    Optional<String> patientId,
    boolean retired,
    Set<Note> notes,
    Optional<Refusal> refusal,
    Optional<Refusal> documentRefusal) {
  public CleanCard {
    notes = Set.copyOf(notes);
  }

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
    /** The card is taken for a living one. */
    STATUS_UNKNOWN
  }

  /** Why a row, or its document, is none. */
  public enum Refusal {
    CARD_NUMBER_MISSING,
    CARD_NUMBER_INVALID,
    PATIENT_ID_INVALID,
    /** A number that went through a spreadsheet: its last digits are gone. */
    SCIENTIFIC_NOTATION,
    /** Somebody tried the system. */
    TEST_ROW,
    NAME_INVALID,
    DOCUMENT_TYPE_UNKNOWN,
    /** A number that breaks a rule of its kind, also with look-alikes put right. */
    DOCUMENT_INVALID
  }

  /** Nothing of it: nearly all of it is personal data. */
  @Override
  public String toString() {
    return "CleanCard";
  }
}
