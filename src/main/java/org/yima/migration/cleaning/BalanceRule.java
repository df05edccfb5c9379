package org.yima.migration.cleaning;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yima.platform.Fen;

/** The money of a row: exact to the fen, of one kind, as of a time, or refused. Never rounded. */
final class BalanceRule {
  private static final Pattern YUAN = Pattern.compile("[+-]?\\d{1,10}(?:\\.\\d{1,10})?");
  private static final List<DateTimeFormatter> TIMES =
      List.of(
          strict("uuuu-M-d HH:mm:ss"),
          strict("uuuuMMdd HH:mm:ss"),
          strict("uuuuMMddHHmmss"),
          strict("uuuu/M/d HH:mm:ss"),
          strict("uuuu-M-d'T'HH:mm:ss"));

  private static final List<DateTimeFormatter> DATES =
      List.of(
          strict("uuuu-M-d"),
          strict("uuuuMMdd"),
          strict("uuuu/M/d"),
          strict("uuuu.M.d"),
          strict("uuuu年M月d日"));

  private BalanceRule() {}

  private static DateTimeFormatter strict(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  /**
   * The balance; empty when the row has none or is refused.
   *
   * @param zone in which the file's times are
   * @param otherwise as of when, in a file that does not say
   */
  static Optional<Balance> read(Reading reading, ZoneId zone, OffsetDateTime otherwise) {
    String text = reading.text(Field.BALANCE);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<Fen> amount = amount(reading, text);
    Optional<BalanceKind> kind = kind(reading);
    Optional<OffsetDateTime> asOf = asOf(reading, zone, otherwise);
    if (amount.isEmpty() || kind.isEmpty() || asOf.isEmpty()) {
      return Optional.empty();
    }
    if (amount.get().isNegative() && kind.get() != BalanceKind.DEBT) {
      reading.note(Note.NEGATIVE_IS_DEBT);
      return Optional.of(new Balance(BalanceKind.DEBT, amount.get(), asOf.get()));
    }
    return Optional.of(new Balance(kind.get(), amount.get(), asOf.get()));
  }

  private static Optional<Fen> amount(Reading reading, String text) {
    if (!YUAN.matcher(text).matches()) {
      reading.refuse(Reason.BALANCE_UNREADABLE);
      return Optional.empty();
    }
    BigDecimal yuan = new BigDecimal(text);
    if (yuan.stripTrailingZeros().scale() > 2) {
      reading.refuse(Reason.BALANCE_FRACTION);
      return Optional.empty();
    }
    return Optional.of(Fen.ofYuan(yuan));
  }

  /** Cash where the file does not tell kinds apart. */
  private static Optional<BalanceKind> kind(Reading reading) {
    if (!reading.isMapped(Field.BALANCE_KIND)) {
      return Optional.of(BalanceKind.CASH);
    }
    String word = reading.meaning(Field.BALANCE_KIND);
    Optional<BalanceKind> kind =
        Arrays.stream(BalanceKind.values()).filter(k -> k.name().equals(word)).findFirst();
    if (kind.isEmpty()) {
      reading.refuse(Reason.BALANCE_KIND_UNKNOWN);
    }
    return kind;
  }

  private static Optional<OffsetDateTime> asOf(
      Reading reading, ZoneId zone, OffsetDateTime otherwise) {
    String text = reading.text(Field.BALANCE_AT);
    if (text.isEmpty()) {
      return Optional.of(otherwise);
    }
    Optional<OffsetDateTime> time =
        time(text)
            .or(() -> date(text).map(day -> day.atTime(23, 59, 59)))
            .map(local -> local.atZone(zone).toOffsetDateTime());
    if (time.isEmpty()) {
      reading.refuse(Reason.BALANCE_TIME_UNREADABLE);
    }
    return time;
  }

  private static Optional<LocalDateTime> time(String text) {
    for (DateTimeFormatter format : TIMES) {
      try {
        return Optional.of(LocalDateTime.parse(text, format));
      } catch (DateTimeException otherFormat) {
        // The next format is tried; none of them fitting is the answer below.
      }
    }
    return Optional.empty();
  }

  private static Optional<LocalDate> date(String text) {
    for (DateTimeFormatter format : DATES) {
      try {
        return Optional.of(LocalDate.parse(text, format));
      } catch (DateTimeException otherFormat) {
        // The next format is tried; none of them fitting is the answer below.
      }
    }
    return Optional.empty();
  }
}
