package org.yima.platform;

/**
 * One entry of the problem catalogue. Each room lists its own as an enum, where each code is
 * documented; the texts are fixed and never carry what a caller sent or what an exception said.
 */
public interface ProblemType {
  /** The stable code that clients rely on, such as {@code slot.sold-out}. */
  String code();

  /** The HTTP status. */
  int status();

  /** Whether the same request may succeed later without being changed. */
  boolean retryable();

  /** What a person can do about it, in Chinese. */
  String zh();

  /** What a person can do about it, in English. */
  String en();

  /** The problem itself, ready to be thrown or to fail a pipeline. */
  default Problem problem() {
    return new Problem(this);
  }
}
