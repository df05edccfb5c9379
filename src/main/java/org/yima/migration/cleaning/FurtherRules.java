package org.yima.migration.cleaning;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yima.healthcard.identity.IdType;
import org.yima.index.DocumentKey;
import org.yima.index.Further;
import org.yima.index.Guardian;

/** What few extracts know of a card's owner. What can't be so is left out, and holds no row up. */
final class FurtherRules {
  private static final Pattern INSURANCE_NUMBER = Pattern.compile("[0-9A-Za-z-]{6,32}");
  private static final int LONGEST_NAME = 100;

  private FurtherRules() {}

  /**
   * All of it.
   *
   * @param phone the row's first phone, which is no second one
   */
  static Further read(Reading reading, Optional<String> phone) {
    return new Further(
        name(reading, Field.PREVIOUS_NAME, Note.PREVIOUS_NAME_DROPPED),
        PersonRules.phone(reading, Field.OTHER_PHONE)
            .filter(other -> !phone.equals(Optional.of(other))),
        insuranceNumber(reading),
        Guardian.of(
            name(reading, Field.GUARDIAN_NAME, Note.GUARDIAN_DROPPED).orElse(""),
            guardianDocument(reading)));
  }

  private static Optional<String> name(Reading reading, Field field, Note dropped) {
    String name = reading.text(field);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    if (name.length() > LONGEST_NAME || name.chars().anyMatch(c -> c >= '0' && c <= '9')) {
      reading.note(dropped);
      return Optional.empty();
    }
    return Optional.of(name);
  }

  private static Optional<String> insuranceNumber(Reading reading) {
    String number = reading.text(Field.INSURANCE_NUMBER).replace(" ", "");
    if (number.isEmpty()) {
      return Optional.empty();
    }
    if (!INSURANCE_NUMBER.matcher(number).matches()
        || Text.isScientific(number)
        || Text.isOneCharacter(number)) {
      reading.note(Note.INSURANCE_NUMBER_DROPPED);
      return Optional.empty();
    }
    return Optional.of(number);
  }

  /** As the owner's own: a number without a kind is taken for a resident's. */
  private static Optional<DocumentKey> guardianDocument(Reading reading) {
    String number = reading.text(Field.GUARDIAN_DOCUMENT_NUMBER);
    if (number.isEmpty()) {
      return Optional.empty();
    }
    String word = reading.meaning(Field.GUARDIAN_DOCUMENT_TYPE);
    Optional<DocumentKey> document =
        Arrays.stream(IdType.values())
            .filter(type -> type != IdType.NONE)
            .filter(type -> type.name().equals(word.isEmpty() ? IdType.RESIDENT_ID.name() : word))
            .findFirst()
            .filter(type -> !Text.isOneCharacter(number))
            .flatMap(type -> DocumentKey.of(type, number));
    if (document.isEmpty()) {
      reading.note(Note.GUARDIAN_DROPPED);
    }
    return document;
  }
}
