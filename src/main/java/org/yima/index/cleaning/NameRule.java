package org.yima.index.cleaning;

import java.util.regex.Pattern;
import org.yima.index.CleanCard.Note;
import org.yima.index.CleanCard.Refusal;
import org.yima.index.ExtractCell;
import org.yima.index.matching.chinese.Names;

/**
 * Names: test rows are refused (TESTINO is a name), bed numbers taken out. A digit is no part of a
 * name, but tells which of several newborns one is.
 */
final class NameRule {
  private static final Pattern TEST =
      Pattern.compile(
          "(?:测试|试验)[\\p{L}\\p{N}_ -]{0,8}"
              + "|(?:test|demo)(?:[ _-]?(?:user|patient|name)|[ _-][a-z]|[\\p{IsHan}\\p{N}_ -][\\p{IsHan}\\p{N}_ -]{0,7})?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern BED_BEFORE = Pattern.compile("^(?:加?\\d{1,4}|加)号?床[ :-]*");
  private static final Pattern BED_BEHIND =
      Pattern.compile("[ ]*[(\\[【]?(?:加?\\d{1,4}|加)号?床[)\\]】]?$");
  static final int LONGEST = 100;

  private NameRule() {}

  /** The name; empty when there is none or the row is refused. */
  static String read(Reading reading) {
    String name = reading.text(ExtractCell.NAME);
    if (isTest(name)) {
      reading.refuse(Refusal.TEST_ROW);
      return "";
    }
    String person = withoutBed(name);
    if (person.length() != name.length()) {
      reading.note(Note.BED_REMOVED);
    }
    if (person.length() > LONGEST
        || (CleanText.hasDigit(person) && !Names.parse(person).isUnnamed())
        || (person.isEmpty() && !name.isEmpty())) {
      reading.refuse(Refusal.NAME_INVALID);
      return "";
    }
    return person;
  }

  private static boolean isTest(String name) {
    return !name.isEmpty() && "测试tTdD".indexOf(name.charAt(0)) >= 0 && TEST.matcher(name).matches();
  }

  private static String withoutBed(String name) {
    return name.indexOf('床') < 0
        ? name
        : BED_BEHIND.matcher(BED_BEFORE.matcher(name).replaceFirst("")).replaceFirst("");
  }
}
