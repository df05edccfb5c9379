package org.yima.index.matching.chinese;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Transliterator;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The tables of single characters as ICU's transliterators make them. */
final class HanTables {
  private static final int FIRST = 0x3400;
  private static final int LAST = 0x9FFF;
  private static final int BEYOND = 0x20000;
  private static final int LAST_BEYOND = 0x323AF;
  private static final Pattern SYLLABLE = Pattern.compile("[A-Z]{1,6}");

  private HanTables() {}

  /** Syllable, tab, the characters that have it, one line each. */
  static String pinyin() {
    Transliterator latin = Transliterator.getInstance("Han-Latin; NFD; [:Mn:] Remove; Upper");
    Map<String, StringBuilder> sounds = new TreeMap<>();
    for (int c = FIRST; c <= LAST_BEYOND; c = c == LAST ? BEYOND : c + 1) {
      String sound = latin.transliterate(Character.toString(c)).strip();
      if (UCharacter.isDefined(c) && SYLLABLE.matcher(sound).matches()) {
        sounds.computeIfAbsent(sound, ignored -> new StringBuilder()).appendCodePoint(c);
      }
    }
    return "# The sounds of single characters, without tones, as ICU 79.1 (Han-Latin) has them.\n"
        + lines(sounds);
  }

  /**
   * Simplified character, tab, the traditional ones that become it, one line each. Where the
   * simplified one lies beyond the basic plane, the traditional one stands first.
   */
  static String simplified() {
    Transliterator simple = Transliterator.getInstance("Traditional-Simplified");
    Map<String, StringBuilder> forms = new TreeMap<>();
    Map<String, String> beyond = new TreeMap<>();
    for (int c = FIRST; c <= LAST; c++) {
      String character = String.valueOf((char) c);
      String plain = simple.transliterate(character);
      if (plain.length() == 1 && !plain.equals(character)) {
        forms.computeIfAbsent(plain, ignored -> new StringBuilder()).append(character);
      } else if (plain.length() == 2 && plain.codePointCount(0, 2) == 1) {
        beyond.putIfAbsent(plain, character);
      }
    }
    beyond.forEach(
        (plain, character) ->
            forms.computeIfAbsent(character, ignored -> new StringBuilder()).append(plain));
    return "# Traditional characters and their simplified form, as ICU 79.1 has them; beyond the basic"
        + " plane the other way round.\n"
        + lines(forms);
  }

  /** What GBK had at FE50 to FEA0, tab, where its exports have it: private code points in a row. */
  static String privates() {
    Charset gb18030 = Charset.forName("GB18030");
    Map<String, StringBuilder> of = new TreeMap<>();
    char code = 0xE815;
    for (int low = 0x50; low <= 0xA0; low++) {
      if (low != 0x7F) {
        String character = new String(new byte[] {(byte) 0xFE, (byte) low}, gb18030);
        if (character.charAt(0) >= FIRST && character.charAt(0) <= LAST) {
          of.computeIfAbsent(character, ignored -> new StringBuilder()).append(code);
        }
        code++;
      }
    }
    return "# Characters that GBK had at FE50 to FEA0, tab, the private code point that exports of then"
        + " give for them.\n"
        + lines(of);
  }

  private static String lines(Map<String, StringBuilder> entries) {
    StringBuilder all = new StringBuilder();
    entries.forEach((key, of) -> all.append(key).append('\t').append(of).append('\n'));
    return all.toString();
  }
}
