package org.yima.payment.leg;

/** The kinds of payer, in the order in which legs run by phone: guarantee, cash, settlement. */
public enum LegKind {
  /** A commercial insurer that guarantees before and is claimed from after. */
  COMMERCIAL,
  /** A wallet's cash. */
  WALLET,
  /** The medical insurance: fund, personal account, family accounts and the hospital's share. */
  INSURANCE
}
