package org.yima.gateway.tck;

/** What a driver does, by the one call of it that decides. */
public enum Step {
  /** {@link Driver#pay}. */
  PAY,
  /** {@link Driver#find}. */
  FIND,
  /** {@link Refunding#refund}. */
  REFUND,
  /** {@link Beginning#close}. */
  CLOSE,
  /** {@link Reversing#reverse}. */
  REVERSE,
  /** No call of ours: what the gateway reports of {@link Reporting#payReported}. */
  REPORT
}
