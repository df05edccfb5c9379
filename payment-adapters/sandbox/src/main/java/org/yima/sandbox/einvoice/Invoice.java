package org.yima.sandbox.einvoice;

import java.time.Instant;

/**
 * An invoice, red or not.
 *
 * @param redOf the invoice that this red one wrote off
 * @param red the red one that wrote this off
 * @param paper the form it is printed on, {@code batch/number}
 * @param claimed whether it was used in a claim
 */
record Invoice(
    String batchCode,
    String number,
    String checkCode,
    String appId,
    String businessNumber,
    String name,
    long totalFen,
    Instant issuedAt,
    String digest,
    String redOf,
    String red,
    String paper,
    boolean claimed) {

  static String key(String batchCode, String number) {
    return batchCode + "/" + number;
  }

  String key() {
    return key(batchCode, number);
  }

  Invoice writtenOffBy(String other) {
    return with(other, paper, claimed);
  }

  Invoice on(String form) {
    return with(red, form, claimed);
  }

  Invoice usedInClaim() {
    return with(red, paper, true);
  }

  private Invoice with(String newRed, String newPaper, boolean newClaimed) {
    return new Invoice(
        batchCode,
        number,
        checkCode,
        appId,
        businessNumber,
        name,
        totalFen,
        issuedAt,
        digest,
        redOf,
        newRed,
        newPaper,
        newClaimed);
  }
}
