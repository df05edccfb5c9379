package org.yima.migration.cleaning;

/** Kinds of money on a visit card; they are never added up with each other. */
public enum BalanceKind {
  CASH,
  /** Money that came from a medical-insurance personal account. */
  PERSONAL_ACCOUNT,
  /** Relief funds of restricted use. */
  RELIEF,
  /** Deposit for the card itself. */
  DEPOSIT,
  /** What the owner owes; negative. */
  DEBT,
  FROZEN,
  /** Money on a card that was sold without a name. */
  UNNAMED
}
