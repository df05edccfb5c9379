package org.yima.migration.cleaning;

import java.util.Optional;
import java.util.regex.Pattern;

/** Card and patient numbers: not through a spreadsheet, leading zeros put back. */
final class NumberRule {
  private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,63}");

  private NumberRule() {}

  static Optional<String> card(Reading reading, int length) {
    String number = reading.text(Field.CARD_NUMBER);
    if (number.isEmpty()) {
      reading.refuse(Reason.CARD_NUMBER_MISSING);
      return Optional.empty();
    }
    return number(reading, number, length, Reason.CARD_NUMBER_INVALID);
  }

  static Optional<String> patient(Reading reading, int length) {
    String number = reading.text(Field.PATIENT_ID);
    return number.isEmpty()
        ? Optional.empty()
        : number(reading, number, length, Reason.PATIENT_ID_INVALID);
  }

  private static Optional<String> number(
      Reading reading, String number, int length, Reason invalid) {
    if (Text.isScientific(number) && !Text.isDigits(number)) {
      reading.refuse(Reason.SCIENTIFIC_NOTATION);
      return Optional.empty();
    }
    if (!NUMBER.matcher(number).matches()) {
      reading.refuse(invalid);
      return Optional.empty();
    }
    if (number.length() < length && Text.isDigits(number)) {
      reading.note(Note.LEADING_ZEROS_RESTORED);
      return Optional.of("0".repeat(length - number.length()) + number);
    }
    return Optional.of(number);
  }
}
