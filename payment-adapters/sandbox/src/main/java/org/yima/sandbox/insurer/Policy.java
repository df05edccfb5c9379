package org.yima.sandbox.insurer;

import java.util.List;

/**
 * A policy. Fen; {@code remaining = limit - held - paid} is what can still be promised.
 *
 * @param ratioBasisPoints what the insurer bears of the self-paid part, in ten-thousandths
 * @param refusal GUARANTEE, CLAIM or REVERSAL when the insurer is to decline that, else null
 * @param later whether guarantees and claims are taken first and decided a little later
 * @param decidesAfter after so many milliseconds; null: as long as an insurer here takes
 * @param documents the kinds of documents without which no claim on a guarantee is taken
 */
record Policy(
    String insurerId,
    String policyNumber,
    String policyRef,
    String idNumber,
    String name,
    String kind,
    int ratioBasisPoints,
    long limit,
    String refusal,
    boolean later,
    Long decidesAfter,
    List<String> documents,
    long held,
    long paid) {
  Policy {
    documents = List.copyOf(documents);
  }

  String key() {
    return key(insurerId, policyNumber);
  }

  static String key(String insurerId, String policyNumber) {
    return insurerId + "/" + policyNumber;
  }

  long remaining() {
    return Math.max(0, limit - held - paid);
  }

  /** What the insurer would bear of a part that the insured pays. */
  long covered(long selfPay) {
    return Math.min(byRatio(selfPay), remaining());
  }

  /** What that would be were there no limit. */
  long byRatio(long selfPay) {
    return Math.multiplyExact(selfPay, ratioBasisPoints) / 10_000;
  }

  boolean declines(String what) {
    return what.equals(refusal);
  }

  /** The same policy with more, or less, held and paid. */
  Policy moved(long moreHeld, long morePaid) {
    return new Policy(
        insurerId,
        policyNumber,
        policyRef,
        idNumber,
        name,
        kind,
        ratioBasisPoints,
        limit,
        refusal,
        later,
        decidesAfter,
        documents,
        held + moreHeld,
        paid + morePaid);
  }
}
