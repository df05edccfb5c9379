package org.yima.healthcard.recognise;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One row of the recogniser's table.
 *
 * @param kind what the row finds
 * @param looks whether a text has the kind's outward shape; it reads each character a bounded
 *     number of times, so that recognising is linear in the text
 * @param read the finding, or nothing when the kind's own checks fail
 */
record Entry(
    TextKind kind,
    Predicate<CharSequence> looks,
    Function<String, Optional<? extends Recognised>> read) {

  /** A kind that has a shape and no check of its own. */
  static Entry shaped(TextKind kind, Pattern shape, Function<String, Recognised> make) {
    return new Entry(kind, matching(shape), text -> Optional.of(make.apply(text)));
  }

  /** A wallet's payment code: digits only, told apart by prefix and length. */
  static Entry payment(TextKind kind, String shape) {
    return shaped(kind, Pattern.compile(shape), text -> new Recognised.PaymentCode(text, kind));
  }

  /** True for what matches the whole pattern. */
  static Predicate<CharSequence> matching(Pattern shape) {
    return text -> shape.matcher(text).matches();
  }

  /** True for what begins with one of those. */
  static Predicate<CharSequence> startingWith(String... prefixes) {
    List<String> list = List.of(prefixes);
    return text -> list.stream().anyMatch(prefix -> startsWith(text, prefix));
  }

  private static boolean startsWith(CharSequence text, String prefix) {
    int length = prefix.length();
    return text.length() >= length && prefix.contentEquals(text.subSequence(0, length));
  }
}
