package org.yima.local;

/**
 * Yima cannot start, or ended on its own; the message is the one line that the person gets to see.
 */
final class StartFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StartFailure(String message) {
    super(message);
  }

  StartFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
