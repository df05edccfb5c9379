package org.yima.local;

/** A server answered with something else than success. */
final class ApiRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  ApiRefusal(String path, int status, String code) {
    super(path + " answers " + status + (code.isBlank() ? "" : " " + code));
    this.status = status;
  }

  int status() {
    return status;
  }
}
