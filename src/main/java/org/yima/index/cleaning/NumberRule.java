package org.yima.index.cleaning;

import java.util.Optional;
import org.yima.index.CleanCard.Note;
import org.yima.index.CleanCard.Refusal;
import org.yima.index.ExtractCell;

/** Card and patient numbers: not through a spreadsheet, leading zeros put back. */
final class NumberRule {
  private static final int LONGEST = 64;

  private NumberRule() {}

  static Optional<String> card(Reading reading, int length) {
    String number = reading.text(ExtractCell.CARD_NUMBER);
    if (number.isEmpty()) {
      reading.refuse(Refusal.CARD_NUMBER_MISSING);
      return Optional.empty();
    }
    return number(reading, number, length, Refusal.CARD_NUMBER_INVALID);
  }

  static Optional<String> patient(Reading reading, int length) {
    String number = reading.text(ExtractCell.PATIENT_ID);
    return number.isEmpty()
        ? Optional.empty()
        : number(reading, number, length, Refusal.PATIENT_ID_INVALID);
  }

  private static Optional<String> number(
      Reading reading, String number, int length, Refusal invalid) {
    if (CleanText.isScientific(number)) {
      reading.refuse(Refusal.SCIENTIFIC_NOTATION);
      return Optional.empty();
    }
    if (!isNumber(number)) {
      reading.refuse(invalid);
      return Optional.empty();
    }
    if (number.length() < length && CleanText.isDigits(number)) {
      reading.note(Note.LEADING_ZEROS_RESTORED);
      return Optional.of("0".repeat(length - number.length()) + number);
    }
    return Optional.of(number);
  }

  /** ASCII letters and digits; after the first also dots, dashes, strokes. */
  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean alphanumeric =
          CleanText.isDigit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      if (!alphanumeric && (i == 0 || "._/-".indexOf(c) < 0)) {
        return false;
      }
    }
    return text.length() <= LONGEST;
  }
}
