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
  private static final String[] SYLLABLES;
  private static final short[] SOUND = new short[1 << 16];
  private static final char[] PLAIN = new char[1 << 16];
  private static final Map<String, String> SURNAMES = new HashMap<>();

  static {
    List<String> syllables = new ArrayList<>();
    syllables.add("");
    for (String[] parts : table("pinyin.txt")) {
      parts[1].chars().forEach(c -> SOUND[c] = (short) syllables.size());
      syllables.add(parts[0]);
    }
    SYLLABLES = syllables.toArray(String[]::new);
    for (int c = 0; c < PLAIN.length; c++) {
      PLAIN[c] = (char) c;
    }
    for (String name : new String[] {"simplified.txt", "variants.txt"}) {
      for (String[] parts : table(name)) {
        parts[1].chars().forEach(c -> PLAIN[c] = parts[0].charAt(0));
      }
    }
    for (String[] parts : table("surnames.txt")) {
      SURNAMES.put(parts[0], parts[1]);
    }
  }

  private Han() {}

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

  /** The simplified form of a text, character by character. */
  public static String plain(String text) {
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
    for (int i = from; i < name.length(); i++) {
      char c = name.charAt(i);
      sound.append(SOUND[c] == 0 ? letter(c) : SYLLABLES[SOUND[c]]);
    }
    return sound.toString();
  }

  /** V is typed for U with two dots; a character without a sound is as good as a substitute. */
  private static char letter(char c) {
    return isHan(c) ? Names.SUBSTITUTE : c == 'V' ? 'U' : c;
  }
}
