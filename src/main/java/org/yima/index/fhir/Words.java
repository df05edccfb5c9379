package org.yima.index.fhir;

import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A search parameter of type string.
 *
 * @param any alternatives
 * @param exact whether it is the whole text, letter for letter, that has to be so
 */
record Words(List<String> any, boolean exact) {
  Words {
    any = List.copyOf(any);
  }

  /** As a parameter's value gives it: alternatives with commas between them. */
  static Words of(String value, boolean exact) {
    return new Words(
        Token.alternatives(value).stream()
            .map(word -> Token.plain(word).strip())
            .filter(word -> !word.isEmpty())
            .toList(),
        exact);
  }

  /**
   * Whether some text is meant.
   *
   * @param wholes what is compared letter for letter
   * @param loosely whether a lower-case word is meant otherwise
   */
  boolean mean(Stream<String> wholes, Predicate<String> loosely) {
    if (exact) {
      return wholes.anyMatch(any::contains);
    }
    return any.stream().map(word -> word.toLowerCase(Locale.ROOT)).anyMatch(loosely);
  }

  /** As above, of one text. */
  boolean mean(String text, BiPredicate<String, String> loosely) {
    String lower = text.toLowerCase(Locale.ROOT);
    return mean(Stream.of(text), word -> loosely.test(lower, word));
  }

  /** Only how many: the rest is personal data and must not reach a log. */
  @Override
  public String toString() {
    return "Words[" + any.size() + "]";
  }
}
