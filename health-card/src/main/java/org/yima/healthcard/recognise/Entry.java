package org.yima.healthcard.recognise;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One row of the recogniser's table.
 *
 * @param kind what the row finds
 * @param looks whether a text has the kind's outward shape
 * @param read the finding, or nothing when the kind's own checks fail
 */
record Entry(
    TextKind kind, Predicate<String> looks, Function<String, Optional<? extends Recognised>> read) {

  /** A kind that has a shape and no check of its own. */
  static Entry shaped(TextKind kind, Pattern shape, Function<String, Recognised> make) {
    return new Entry(kind, shape.asMatchPredicate(), text -> Optional.of(make.apply(text)));
  }

  /** A wallet's payment code: digits only, told apart by prefix and length. */
  static Entry payment(TextKind kind, String shape) {
    return shaped(kind, Pattern.compile(shape), text -> new Recognised.PaymentCode(text, kind));
  }
}
