package org.yima.local;

/** A server answered with something else than success. */
final class ApiRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  /**
   * @param code the stable code of the problem, blank where there is none
   * @param pointers the members the problem is about, blank where there are none
   */
  ApiRefusal(String path, int status, String code, String pointers) {
    super((path + " answers " + status + " " + code + " " + pointers).strip());
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
