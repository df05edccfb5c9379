package org.yima.gateway.http;

import java.util.function.Supplier;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;

/**
 * An answer is not what the protocol allows. Names the field at most, never a value: it leaves the
 * library as {@link UnknownCause#UNREADABLE} only.
 */
public final class UnreadableAnswer extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UnreadableAnswer(String field) {
    super(field, null, false, false);
  }

  /** Runs a reader; a field that does not fit, or a record that refuses it, makes it unknown. */
  public static <T> Outcome<T> orUnknown(Supplier<Outcome<T>> reader) {
    try {
      return reader.get();
    } catch (UnreadableAnswer | IllegalArgumentException | ArithmeticException unfit) {
      return Outcome.unknown(UnknownCause.UNREADABLE);
    }
  }
}
