package org.yima.migration.cleaning;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yima.healthcard.identity.Sex;

/** What else a row says of its owner; nothing here holds a row up. */
final class PersonRules {
  private static final List<DateTimeFormatter> DATES =
      List.of(
          strict("uuuu-M-d"),
          strict("uuuuMMdd"),
          strict("uuuu/M/d"),
          strict("uuuu.M.d"),
          strict("uuuu年M月d日"));
  private static final Pattern PHONE = Pattern.compile("1\\d{10}|0\\d{9,11}|[2-9]\\d{6,7}");
  private static final String DEFAULT_PHONE = "13800000000";
  private static final int OLDEST_YEARS = 130;
  private static final int LONGEST_ADDRESS = 300;

  private PersonRules() {}

  static DateTimeFormatter strict(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  static Optional<LocalDate> date(String text) {
    for (DateTimeFormatter format : DATES) {
      try {
        return Optional.of(LocalDate.parse(text, format));
      } catch (DateTimeException otherFormat) {
        // The next format is tried; none of them fitting is the answer below.
      }
    }
    return Optional.empty();
  }

  /** The birth date; 0001-01-01, 1900-01-01, 9999-12-31 and the future mean that none is known. */
  static Optional<LocalDate> birthDate(Reading reading, LocalDate today) {
    String text = reading.text(Field.BIRTH_DATE);
    String day = text.indexOf(' ') > 0 ? text.substring(0, text.indexOf(' ')) : text;
    Optional<LocalDate> date =
        date(day)
            .filter(d -> !d.isAfter(today))
            .filter(d -> d.isAfter(today.minusYears(OLDEST_YEARS)))
            .filter(d -> !d.equals(LocalDate.of(1900, 1, 1)));
    if (date.isEmpty() && reading.isMapped(Field.BIRTH_DATE)) {
      reading.note(Note.BIRTH_DATE_UNKNOWN);
    }
    return date;
  }

  static Optional<Sex> sex(Reading reading) {
    Optional<Sex> sex =
        switch (reading.meaning(Field.SEX).toUpperCase(Locale.ROOT)) {
          case "MALE", "M", "男" -> Optional.of(Sex.MALE);
          case "FEMALE", "F", "女" -> Optional.of(Sex.FEMALE);
          default -> Optional.empty();
        };
    if (sex.isEmpty() && reading.isMapped(Field.SEX)) {
      reading.note(Note.SEX_UNKNOWN);
    }
    return sex;
  }

  /** The phone of a field; digits alone, without the country's prefix. */
  static Optional<String> phone(Reading reading, Field field) {
    String text = reading.text(field).replaceAll("[ ()-]", "");
    String number = text.startsWith("+86") ? text.substring(3) : text;
    if (number.isEmpty()) {
      return Optional.empty();
    }
    boolean dummy = number.equals(DEFAULT_PHONE) || Text.isOneCharacter(number);
    if (dummy || !PHONE.matcher(number).matches()) {
      reading.note(Note.PHONE_DROPPED);
      return Optional.empty();
    }
    return Optional.of(number);
  }

  static Optional<String> address(Reading reading) {
    String text = reading.text(Field.ADDRESS);
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(text.length() > LONGEST_ADDRESS ? text.substring(0, LONGEST_ADDRESS) : text);
  }

  static CardStatus status(Reading reading) {
    String word = reading.meaning(Field.STATUS);
    for (CardStatus status : CardStatus.values()) {
      if (status.name().equals(word)) {
        return status;
      }
    }
    if (reading.isMapped(Field.STATUS)) {
      reading.note(Note.STATUS_UNKNOWN);
    }
    return CardStatus.ACTIVE;
  }

  static void deceased(Reading reading) {
    if (reading.meaning(Field.DECEASED).equals("true")) {
      reading.note(Note.DECEASED);
    }
  }
}
