package org.yima.migration.cleaning;

import java.util.regex.Pattern;

/** Names: test rows are refused, bed numbers taken out. */
final class NameRule {
  private static final Pattern TEST =
      Pattern.compile("(?:测试|试验|test|demo)[\\p{L}\\p{N}_ -]{0,8}", Pattern.CASE_INSENSITIVE);
  private static final Pattern BED_BEFORE = Pattern.compile("^(?:加?\\d{1,4}|加)号?床[ :-]*");
  private static final Pattern BED_BEHIND =
      Pattern.compile("[ ]*[(\\[【]?(?:加?\\d{1,4}|加)号?床[)\\]】]?$");
  private static final int LONGEST = 100;

  private NameRule() {}

  /** The name; empty when there is none or the row is refused. */
  static String read(Reading reading) {
    String name = reading.text(Field.NAME);
    if (TEST.matcher(name).matches()) {
      reading.refuse(Reason.TEST_ROW);
      return "";
    }
    String person = BED_BEHIND.matcher(BED_BEFORE.matcher(name).replaceFirst("")).replaceFirst("");
    if (!person.equals(name)) {
      reading.note(Note.BED_REMOVED);
    }
    boolean numbered = person.chars().anyMatch(c -> c >= '0' && c <= '9');
    if (person.length() > LONGEST || numbered || (person.isEmpty() && !name.isEmpty())) {
      reading.refuse(Reason.NAME_INVALID);
      return "";
    }
    return person;
  }
}
