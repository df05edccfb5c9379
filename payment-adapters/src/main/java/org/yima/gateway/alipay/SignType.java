package org.yima.gateway.alipay;

/** How an application and Alipay sign. */
public enum SignType {
  /** SHA256withRSA, keys of 2048 bits or more. */
  RSA2("RSA"),
  /**
   * SM3withSM2 under the user id {@code 1234567812345678}. The official client has it; which
   * applications Alipay grants it to is not published.
   */
  SM2("EC");

  private final String keyAlgorithm;

  SignType(String keyAlgorithm) {
    this.keyAlgorithm = keyAlgorithm;
  }

  /** As the keys' own {@code getAlgorithm} names it. */
  String keyAlgorithm() {
    return keyAlgorithm;
  }
}
