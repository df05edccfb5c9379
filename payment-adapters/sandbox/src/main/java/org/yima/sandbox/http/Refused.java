package org.yima.sandbox.http;

/**
 * A request this side refuses. Thrown inside a transaction it undoes it. The gateway's {@link Door}
 * turns it into the body its protocol knows. Messages are seen by the caller and never carry
 * personal data.
 */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;
  private final String code;

  public Refused(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  /** The HTTP status where the protocol uses one. */
  public int status() {
    return status;
  }

  /** The protocol's own error code. */
  public String code() {
    return code;
  }
}
