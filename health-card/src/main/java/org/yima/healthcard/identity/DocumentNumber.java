package org.yima.healthcard.identity;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A document number that passed the checks of its kind, in its one normal form: upper case, no
 * spaces, half width, a 15-digit resident number upgraded to 18. Two numbers of one document are
 * equal as values. Made only by {@link #check}, so one that exists is well formed.
 */
public final class DocumentNumber {
  private final IdType type;
  private final String value;

  DocumentNumber(IdType type, String value) {
    this.type = type;
    this.value = value;
  }

  /**
   * Checks a typed or scanned number. Never throws for any text; the result says which rule was
   * broken.
   */
  public static DocumentCheck check(IdType type, String raw) {
    return DocumentRules.check(type, raw);
  }

  /** The number, or nothing when a rule is broken. */
  public static Optional<DocumentNumber> parse(IdType type, String raw) {
    return check(type, raw) instanceof DocumentCheck.Valid valid
        ? Optional.of(valid.number())
        : Optional.empty();
  }

  /** The kind of document. */
  public IdType type() {
    return type;
  }

  /** The number in normal form. Personal data: never to be logged. */
  public String value() {
    return value;
  }

  /**
   * True when the number carries a check digit and a date that hold, so that a chance text rarely
   * passes. A number without may just as well be an institution's own card number.
   */
  public boolean selfChecking() {
    return ResidentNumber.isShaped(value);
  }

  /** The six digits of the division, GB/T 2260, where the number has them. */
  public Optional<String> division() {
    return selfChecking() && type != IdType.FOREIGNER_PR
        ? Optional.of(value.substring(0, 6))
        : Optional.empty();
  }

  /**
   * True when the number has a division that GB/T 2260 has assigned or can have. False says nothing
   * against a number whose date and check digit hold: it tells of a test number, of a division
   * given in error, or of one that no plan knows.
   */
  public boolean divisionAssigned() {
    return type == IdType.HMT_RESIDENCE || division().filter(Division::isAssigned).isPresent();
  }

  /** The date of birth, where the number has it. */
  public Optional<LocalDate> birthDate() {
    return selfChecking() ? ResidentNumber.birthDate(value) : Optional.empty();
  }

  /** The sex, where the number has it: the last digit before the check digit is odd for male. */
  public Sex sex() {
    if (!selfChecking()) {
      return Sex.UNKNOWN;
    }
    return (value.charAt(16) - '0') % 2 == 1 ? Sex.MALE : Sex.FEMALE;
  }

  /**
   * For a screen that others can see: the first three and the last two characters of a long number,
   * else the last.
   */
  public String masked() {
    boolean isLong = value.length() >= 10;
    int head = isLong ? 3 : 0;
    int tail = Math.min(value.length(), isLong ? 2 : 1);
    String hidden = "*".repeat(value.length() - head - tail);
    return value.substring(0, head) + hidden + value.substring(value.length() - tail);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DocumentNumber that && type == that.type && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + value.hashCode();
  }

  /** Only the kind: the number is personal data and must not reach a log. */
  @Override
  public String toString() {
    return "DocumentNumber[" + type + "]";
  }
}
