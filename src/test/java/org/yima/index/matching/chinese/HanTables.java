package org.yima.index.matching.chinese;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Transliterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The tables of single characters as ICU's transliterators make them. */
final class HanTables {
  private static final int FIRST = 0x3400;
  private static final int LAST = 0x9FFF;
  private static final Pattern SYLLABLE = Pattern.compile("[A-Z]{1,6}");

  private HanTables() {}

  /** Syllable, tab, the characters that have it, one line each. */
  static String pinyin() {
    Transliterator latin = Transliterator.getInstance("Han-Latin; NFD; [:Mn:] Remove; Upper");
    Map<String, StringBuilder> sounds = new TreeMap<>();
    for (int c = FIRST; c <= LAST; c++) {
      String sound = latin.transliterate(String.valueOf((char) c)).strip();
      if (UCharacter.isDefined(c) && SYLLABLE.matcher(sound).matches()) {
        sounds.computeIfAbsent(sound, ignored -> new StringBuilder()).append((char) c);
      }
    }
    return "# The sounds of single characters, without tones, as ICU 79.1 (Han-Latin) has them.\n"
        + lines(sounds);
  }

  /** Simplified character, tab, the traditional ones that become it, one line each. */
  static String simplified() {
    Transliterator simple = Transliterator.getInstance("Traditional-Simplified");
    Map<String, StringBuilder> forms = new TreeMap<>();
    for (int c = FIRST; c <= LAST; c++) {
      String character = String.valueOf((char) c);
      String plain = simple.transliterate(character);
      if (plain.length() == 1 && !plain.equals(character)) {
        forms.computeIfAbsent(plain, ignored -> new StringBuilder()).append(character);
      }
    }
    return "# Traditional characters and their simplified form, as ICU 79.1 has them.\n"
        + lines(forms);
  }

  private static String lines(Map<String, StringBuilder> entries) {
    StringBuilder all = new StringBuilder();
    entries.forEach((key, of) -> all.append(key).append('\t').append(of).append('\n'));
    return all.toString();
  }
}
