package org.yima.index.matching.chinese;

import java.util.ArrayList;
import java.util.List;
import org.yima.index.matching.column.Dictionary;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.compare.Comparison;
import org.yima.index.matching.compare.Slip;

/**
 * Two names of Chinese records: equal; the former name of one is the name of the other; the same
 * sound, or letters in the place of characters; equal but for substitutes, or cut off; one
 * character differing, missing or exchanged; only the surname; different.
 *
 * @param former a column of the same dictionary as {@code name}
 * @param sound follows from {@code name}
 */
public record NameComparison(String name, String former, String sound) implements Comparison {
  private static final int EXACT = 1;
  private static final int FORMER = 2;
  private static final int SOUND = 3;
  private static final int SUBSTITUTE = 4;
  private static final int ONE_CHARACTER = 5;
  private static final int SURNAME = 6;
  private static final int DIFFERS = 7;
  private static final int LEAST_CUT = 5;
  private static final char PRIVATE = '\uE000';

  @Override
  public List<String> levels() {
    return List.of(
        "exact", "former name", "same sound", "substitute", "one character", "surname", "differs");
  }

  @Override
  public List<String> columns() {
    return List.of(name, former, sound);
  }

  @Override
  public Compared over(Table table) {
    int at = table.column(name);
    int formerAt = table.column(former);
    int soundAt = table.column(sound);
    Dictionary values = table.dictionary(at);
    return (left, leftAt, right, rightAt) -> {
      int a = left[leftAt + at];
      int b = right[rightAt + at];
      if (a == 0 || b == 0) {
        return MISSING;
      }
      if (a == b) {
        return EXACT;
      }
      int formerA = left[leftAt + formerAt];
      int formerB = right[rightAt + formerAt];
      if (formerA == b || formerB == a || (formerA != 0 && formerA == formerB)) {
        return FORMER;
      }
      if (left[leftAt + soundAt] == right[rightAt + soundAt]) {
        return SOUND;
      }
      return level(values.value(a), values.value(b));
    };
  }

  /**
   * Two names in which every character is one sign: those beyond the basic plane get private ones,
   * the same in both. Most names are their own.
   */
  private static String[] inSigns(String a, String b) {
    if (!hasMore(a) && !hasMore(b)) {
      return new String[] {a, b};
    }
    List<Integer> beyond = new ArrayList<>();
    return new String[] {inSigns(a, beyond), inSigns(b, beyond)};
  }

  private static boolean hasMore(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (Character.isSurrogate(name.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static String inSigns(String name, List<Integer> beyond) {
    StringBuilder signs = new StringBuilder(name.length());
    name.codePoints()
        .forEach(
            c -> {
              if (Character.isBmpCodePoint(c)) {
                signs.append((char) c);
              } else {
                if (!beyond.contains(c)) {
                  beyond.add(c);
                }
                signs.append((char) (PRIVATE + beyond.indexOf(c)));
              }
            });
    return signs.toString();
  }

  /** The level of two names that neither are nor sound the same. */
  static int level(String one, String other) {
    String[] signs = inSigns(one, other);
    String a = signs[0];
    String b = signs[1];
    if (isSubstituted(a, b) || isCut(a, b) || isWrittenInLetters(a, b)) {
      return SUBSTITUTE;
    }
    Slip slip = Slip.between(a, b);
    int longer = Math.max(a.length(), b.length());
    if (slip == Slip.EXCHANGED || (slip.isOne() && longer > 2)) {
      return ONE_CHARACTER;
    }
    return a.charAt(0) == b.charAt(0) ? SURNAME : DIFFERS;
  }

  /** Where they differ, one of them has a substitute; and somewhere they do not differ. */
  private static boolean isSubstituted(String a, String b) {
    if (a.length() != b.length()) {
      return false;
    }
    boolean equal = false;
    for (int i = 0; i < a.length(); i++) {
      if (a.charAt(i) == b.charAt(i)) {
        equal = true;
      } else if (a.charAt(i) != Names.SUBSTITUTE && b.charAt(i) != Names.SUBSTITUTE) {
        return false;
      }
    }
    return equal;
  }

  /**
   * The same character in letters at one desk, and as a sign for what cannot be written at another.
   */
  private static boolean isWrittenInLetters(String a, String b) {
    return hasLetters(a) != hasLetters(b) && (hasLetters(a) ? isSpelt(a, b) : isSpelt(b, a));
  }

  private static boolean hasLetters(String name) {
    return Han.isHan(name.charAt(0)) && name.chars().anyMatch(NameComparison::isLetter);
  }

  private static boolean isLetter(int c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isSpelt(String letters, String signs) {
    int at = 0;
    for (int i = 0; i < signs.length(); i++) {
      if (at == letters.length()) {
        return false;
      }
      if (signs.charAt(i) == Names.SUBSTITUTE && isLetter(letters.charAt(at))) {
        while (at < letters.length() && isLetter(letters.charAt(at))) {
          at++;
        }
      } else if (letters.charAt(at++) != signs.charAt(i)) {
        return false;
      }
    }
    return at == letters.length();
  }

  /** A long name of which a narrow column kept the beginning. */
  private static boolean isCut(String a, String b) {
    return Math.min(a.length(), b.length()) >= LEAST_CUT && (a.startsWith(b) || b.startsWith(a));
  }
}
