package org.yima.index.cleaning;

import java.util.Optional;
import org.yima.index.CleanCard.Note;
import org.yima.index.DocumentKey;
import org.yima.index.ExtractCell;
import org.yima.index.Further;
import org.yima.index.Guardian;

/** What few extracts know of a card's owner. What can't be so is left out, and holds no row up. */
final class FurtherRules {
  private static final int SHORTEST_INSURANCE = 6;
  private static final int LONGEST_INSURANCE = 32;

  private FurtherRules() {}

  /**
   * All of it.
   *
   * @param phone the row's first phone, which is no second one
   */
  static Further read(Reading reading, Optional<String> phone) {
    return new Further(
        name(reading, ExtractCell.PREVIOUS_NAME, Note.PREVIOUS_NAME_DROPPED),
        PersonRules.phone(reading, ExtractCell.OTHER_PHONE)
            .or(() -> PersonRules.secondPhone(reading))
            .filter(other -> !phone.equals(Optional.of(other))),
        insuranceNumber(reading),
        Guardian.of(
            name(reading, ExtractCell.GUARDIAN_NAME, Note.GUARDIAN_DROPPED).orElse(""),
            guardianDocument(reading)));
  }

  private static Optional<String> name(Reading reading, ExtractCell cell, Note dropped) {
    String name = reading.text(cell);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    if (name.length() > NameRule.LONGEST || CleanText.hasDigit(name)) {
      reading.note(dropped);
      return Optional.empty();
    }
    return Optional.of(name);
  }

  private static Optional<String> insuranceNumber(Reading reading) {
    String number = reading.text(ExtractCell.INSURANCE_NUMBER).replace(" ", "");
    if (number.isEmpty()) {
      return Optional.empty();
    }
    if (!isInsuranceNumber(number)
        || CleanText.isScientific(number)
        || CleanText.isOneCharacter(number)) {
      reading.note(Note.INSURANCE_NUMBER_DROPPED);
      return Optional.empty();
    }
    return Optional.of(number);
  }

  private static boolean isInsuranceNumber(String number) {
    for (int i = 0; i < number.length(); i++) {
      char c = number.charAt(i);
      if (!CleanText.isDigit(c) && !(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z') && c != '-') {
        return false;
      }
    }
    return number.length() >= SHORTEST_INSURANCE && number.length() <= LONGEST_INSURANCE;
  }

  /** As the owner's own: a number without a kind is taken for a resident's. */
  private static Optional<DocumentKey> guardianDocument(Reading reading) {
    String number = reading.text(ExtractCell.GUARDIAN_DOCUMENT_NUMBER);
    if (number.isEmpty()) {
      return Optional.empty();
    }
    Optional<DocumentKey> document =
        DocumentRule.type(reading, ExtractCell.GUARDIAN_DOCUMENT_TYPE, number)
            .filter(type -> !CleanText.isOneCharacter(number))
            .flatMap(type -> DocumentKey.of(type, number));
    if (document.isEmpty()) {
      reading.note(Note.GUARDIAN_DROPPED);
    }
    return document;
  }
}
