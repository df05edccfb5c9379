package org.yima.platform;

import java.util.List;
import java.util.OptionalInt;

/**
 * A refusal that a caller may see, mapped once to RFC 9457. It has no cause and no stack trace: it
 * is an answer, not an accident.
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * One bad field.
   *
   * @param pointer RFC 6901 JSON pointer into the request body, or {@code ?name} for a query
   *     parameter
   * @param code what is wrong: {@code required}, {@code unknown}, {@code invalid}, ...
   */
  public record FieldError(String pointer, String code) implements java.io.Serializable {}

  private final transient ProblemType type;
  private final transient List<FieldError> errors;
  private final transient OptionalInt retryAfterSeconds;

  Problem(ProblemType type) {
    this(type, List.of(), OptionalInt.empty());
  }

  private Problem(ProblemType type, List<FieldError> errors, OptionalInt retryAfterSeconds) {
    super(type.code(), null, false, false);
    this.type = type;
    this.errors = List.copyOf(errors);
    this.retryAfterSeconds = retryAfterSeconds;
  }

  public Problem at(String pointer, String code) {
    return with(List.of(new FieldError(pointer, code)));
  }

  public Problem with(List<FieldError> more) {
    return new Problem(type, more, retryAfterSeconds);
  }

  public Problem retryAfter(int seconds) {
    return new Problem(type, errors, OptionalInt.of(seconds));
  }

  public ProblemType type() {
    return type;
  }

  public List<FieldError> errors() {
    return errors;
  }

  public OptionalInt retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
