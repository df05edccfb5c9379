package org.yima.gateway.tck;

/** What a gateway signs its reports with. */
public enum Sealed {
  RSA_2048("RSA-2048"),
  P_256("P-256"),
  SM2("SM2");

  private final String title;

  Sealed(String title) {
    this.title = title;
  }

  /** As it is called. */
  public String title() {
    return title;
  }
}
