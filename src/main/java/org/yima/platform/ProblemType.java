package org.yima.platform;

/**
 * One entry of the problem catalogue. Each room lists its own as an enum, where each code is
 * documented; the texts are fixed and never carry what a caller sent or what an exception said.
 */
public interface ProblemType {
  /**
   * What the catalogue says of a problem.
   *
   * @param code the stable code that clients rely on, such as {@code slot.sold-out}
   * @param status the HTTP status
   * @param retryable whether the same request may succeed later without being changed
   * @param zh what a person can do about it, in Chinese
   * @param en what a person can do about it, in English
   */
  record Entry(String code, int status, boolean retryable, String zh, String en) {}

  /** This problem's entry. */
  Entry entry();

  /** The stable code that clients rely on. */
  default String code() {
    return entry().code();
  }

  /** The HTTP status. */
  default int status() {
    return entry().status();
  }

  /** Whether the same request may succeed later without being changed. */
  default boolean retryable() {
    return entry().retryable();
  }

  /** What a person can do about it, in Chinese. */
  default String zh() {
    return entry().zh();
  }

  /** What a person can do about it, in English. */
  default String en() {
    return entry().en();
  }

  /** The problem itself, ready to be thrown or to fail a pipeline. */
  default Problem problem() {
    return new Problem(this);
  }
}
