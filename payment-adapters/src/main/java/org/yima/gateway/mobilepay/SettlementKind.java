package org.yima.gateway.mobilepay;

/** Which parts an order or a refund has. */
public enum SettlementKind {
  /** Cash and insurance. */
  ALL,
  /** Cash only. */
  CASH,
  /** Insurance only. */
  HI
}
