package org.yima.index.matching.chinese;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of single characters, read once: the sound without tone, the simplified form, and
 * how characters sound as surnames. {@code HanTablesTest} holds the tables against ICU's.
 */
public final class Han {
  /** One more than the last character of the third plane. */
  private static final int END = 0x32400;

  /**
   * Characters that the list of general characters of 2013 has given back to names: no variants of
   * those for which they were replaced before.
   */
  private static final String OWN = "喆堃犇甦邨甯昇陞";

  private static final String[] SYLLABLES;
  private static final short[] SOUND = new short[END];
  private static final char[] PLAIN = new char[1 << 16];

  /** Characters beyond the basic plane to those of the basic plane of which they are simplified. */
  private static final Map<Integer, Character> BASIC = new HashMap<>();

  private static final Map<String, String> SURNAMES = new HashMap<>();

  static {
    List<String> syllables = new ArrayList<>();
    syllables.add("");
    for (String[] parts : table("pinyin.txt")) {
      parts[1].codePoints().forEach(c -> SOUND[c] = (short) syllables.size());
      syllables.add(parts[0]);
    }
    SYLLABLES = syllables.toArray(String[]::new);
    for (int c = 0; c < PLAIN.length; c++) {
      PLAIN[c] = (char) c;
    }
    for (String name : new String[] {"private.txt", "simplified.txt", "variants.txt"}) {
      for (String[] parts : table(name)) {
        parts[1].codePoints().forEach(c -> makePlain(c, parts[0].charAt(0)));
      }
    }
    OWN.chars().forEach(c -> PLAIN[c] = (char) c);
    for (int c = 0xE000; c <= 0xF8FF; c++) {
      PLAIN[c] = PLAIN[PLAIN[c]];
    }
    for (String[] parts : table("surnames.txt")) {
      SURNAMES.put(parts[0], parts[1]);
    }
  }

  private Han() {}

  private static void makePlain(int character, char form) {
    if (Character.isBmpCodePoint(character)) {
      PLAIN[character] = form;
    } else {
      BASIC.put(character, form);
    }
  }

  /** Lines of two parts that a tab divides. */
  private static List<String[]> table(String name) {
    try (InputStream in = Han.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no table " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split("\t", 2))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** True for an ideograph of the basic plane, or half of one beyond it. */
  public static boolean isHan(char c) {
    return (c >= 0x3400 && c <= 0x9FFF)
        || c == 0x3007
        || (c >= 0xF900 && c <= 0xFAFF)
        || Character.isSurrogate(c);
  }

  /** The simplified form of a traditional or variant character; any other stays as it is. */
  public static char plain(char c) {
    return PLAIN[c];
  }

  /**
   * The simplified form of a text, character by character. Where the simplified form lies beyond
   * the basic plane, as that of 頠 does, the other one stands for both.
   */
  public static String plain(String text) {
    return inBasicPlane(simplified(text));
  }

  private static String inBasicPlane(String text) {
    if (text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
      return text;
    }
    StringBuilder basic = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              Character form = BASIC.get(c);
              if (form == null) {
                basic.appendCodePoint(c);
              } else {
                basic.append(form.charValue());
              }
            });
    return basic.toString();
  }

  private static String simplified(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (PLAIN[text.charAt(i)] != text.charAt(i)) {
        char[] all = text.toCharArray();
        for (int j = i; j < all.length; j++) {
          all[j] = PLAIN[all[j]];
        }
        return new String(all);
      }
    }
    return text;
  }

  /** The sound of a character in capitals without tone; empty when it has none that is known. */
  public static String sound(char c) {
    return SYLLABLES[SOUND[c]];
  }

  /**
   * The sound of a name in capitals, without blanks: the surname as a surname, letters as they are,
   * a substitute as {@code ?}.
   */
  public static String nameSound(String name) {
    StringBuilder sound = new StringBuilder(name.length() * 3);
    int from = 0;
    for (int length = 2; length > 0 && from == 0; length--) {
      String surname = name.length() >= length ? SURNAMES.get(name.substring(0, length)) : null;
      if (surname != null && name.length() > length) {
        sound.append(surname);
        from = length;
      }
    }
    int c;
    for (int i = from; i < name.length(); i += Character.charCount(c)) {
      c = name.codePointAt(i);
      if (c < END && SOUND[c] != 0) {
        sound.append(SYLLABLES[SOUND[c]]);
      } else if (Character.isBmpCodePoint(c)) {
        sound.append(letter((char) c));
      } else {
        sound.append(Names.SUBSTITUTE);
      }
    }
    return sound.toString();
  }

  /** V is typed for U with two dots; a character without a sound is as good as a substitute. */
  private static char letter(char c) {
    return isHan(c) ? Names.SUBSTITUTE : c == 'V' ? 'U' : c;
  }
}
