package org.yima.gateway.tck;

/** What a driver does, by the one call of it that decides. */
public enum Step {
  /** {@link Driver#pay}. */
  PAY,
  /** {@link Driver#find}. */
  FIND,
  /** {@link Driver#refund}. */
  REFUND,
  /** {@link Driver#close}. */
  CLOSE,
  /** {@link Driver#reverse}. */
  REVERSE,
  /** No call of ours: what the gateway reports of {@link Driver#payReported}. */
  REPORT
}
