package org.yima.gateway.alipay;

/**
 * How Alipay names a payer: older applications are told the user's number, those since 2023 an open
 * id of their own; each kind has its own field.
 */
final class Payers {
  private Payers() {}

  static boolean isUserNumber(String payerId) {
    return payerId.matches("2088\\d{12}");
  }
}
