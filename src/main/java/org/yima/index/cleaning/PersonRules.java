package org.yima.index.cleaning;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.yima.healthcard.identity.Sex;
import org.yima.index.CleanCard.Note;
import org.yima.index.ExtractCell;
import org.yima.index.matching.chinese.Documents;
import org.yima.index.matching.chinese.Phones;

/** What else a row says of its owner; nothing here holds a row up. */
final class PersonRules {
  private static final Set<String> ALIVE = Set.of("ACTIVE", "NORMAL", "正常");
  private static final Set<String> RETIRED =
      Set.of("LOST", "CANCELLED", "DECEASED", "挂失", "注销", "死亡");
  private static final int OLDEST_YEARS = 130;
  private static final int LONGEST_ADDRESS = 300;

  private PersonRules() {}

  /** The birth date; dates that mean "unknown" and the future mean that none is known. */
  static Optional<LocalDate> birthDate(Reading reading, LocalDate today) {
    String day = Documents.birthDateOf(reading.text(ExtractCell.BIRTH_DATE));
    Optional<LocalDate> date =
        Optional.of(day)
            .filter(d -> !d.isEmpty())
            .map(
                d ->
                    LocalDate.of(
                        Integer.parseInt(d, 0, 4, 10),
                        Integer.parseInt(d, 4, 6, 10),
                        Integer.parseInt(d, 6, 8, 10)))
            .filter(d -> !d.isAfter(today))
            .filter(d -> d.isAfter(today.minusYears(OLDEST_YEARS)));
    if (date.isEmpty() && reading.has(ExtractCell.BIRTH_DATE)) {
      reading.note(Note.BIRTH_DATE_UNKNOWN);
    }
    return date;
  }

  static Optional<Sex> sex(Reading reading) {
    String sex = Documents.sexOf(reading.meaning(ExtractCell.SEX));
    if (sex.isEmpty()) {
      if (reading.has(ExtractCell.SEX)) {
        reading.note(Note.SEX_UNKNOWN);
      }
      return Optional.empty();
    }
    return Optional.of(sex.equals("M") ? Sex.MALE : Sex.FEMALE);
  }

  /** The phone of a cell; digits alone, without the country's prefix. */
  static Optional<String> phone(Reading reading, ExtractCell cell) {
    String text = together(reading.text(cell));
    String plain = text.startsWith("+86") ? text.substring(3) : text;
    if (plain.isEmpty()) {
      return Optional.empty();
    }
    // Two numbers in a cell, an extension, the prefix of a cheaper network, whose it is.
    String number = isPhone(plain) ? plain : Phones.normal(reading.text(cell));
    if (Phones.isDummy(number) || !isPhone(number)) {
      reading.note(Note.PHONE_DROPPED);
      return Optional.empty();
    }
    return Optional.of(number);
  }

  /** The second number in the cell of the first. */
  static Optional<String> secondPhone(Reading reading) {
    return Optional.of(Phones.second(reading.text(ExtractCell.PHONE)))
        .filter(number -> !number.isEmpty())
        .filter(PersonRules::isPhone);
  }

  /** Without what people put between digits. */
  private static String together(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (" ()-".indexOf(text.charAt(i)) >= 0) {
        return text.replace(" ", "").replace("(", "").replace(")", "").replace("-", "");
      }
    }
    return text;
  }

  /** A mobile number, one with its area, or one of the city's. */
  private static boolean isPhone(String number) {
    if (number.isEmpty() || !CleanText.isDigits(number)) {
      return false;
    }
    int length = number.length();
    return switch (number.charAt(0)) {
      case '1' -> length == 11;
      case '0' -> length >= 10 && length <= 12;
      default -> length == 7 || length == 8;
    };
  }

  static Optional<String> address(Reading reading) {
    String text = reading.text(ExtractCell.ADDRESS);
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(text.length() > LONGEST_ADDRESS ? text.substring(0, LONGEST_ADDRESS) : text);
  }

  /** Whether the card no longer lives. */
  static boolean isRetired(Reading reading) {
    String word = reading.meaning(ExtractCell.STATUS).toUpperCase(Locale.ROOT);
    if (!ALIVE.contains(word) && !RETIRED.contains(word) && reading.has(ExtractCell.STATUS)) {
      reading.note(Note.STATUS_UNKNOWN);
    }
    return RETIRED.contains(word);
  }
}
