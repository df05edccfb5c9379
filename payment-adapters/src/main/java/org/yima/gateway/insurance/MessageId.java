package org.yima.gateway.insurance;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The id of a message to a bureau: institution code (12), time as {@code yyyyMMddHHmmss} (14) and a
 * sequence within that second (4 digits), 30 characters.
 */
public final class MessageId {

  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9]{12}\\d{18}");
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);

  private MessageId() {}

  /**
   * Composes an id.
   *
   * @param time in the bureau's zone
   * @param sequence 0 to 9999, never used twice within one second of one institution
   */
  public static String of(String institutionCode, LocalDateTime time, int sequence) {
    if (sequence < 0 || sequence > 9999) {
      throw new IllegalArgumentException("the sequence has four digits");
    }
    String id = institutionCode + SECOND.format(time) + "%04d".formatted(sequence);
    check(id);
    return id;
  }

  static void check(String msgid) {
    if (msgid == null || !SHAPE.matcher(msgid).matches()) {
      throw new IllegalArgumentException("a msgid is 12 letters or digits and 18 digits");
    }
  }
}
