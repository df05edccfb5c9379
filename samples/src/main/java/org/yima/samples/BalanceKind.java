package org.yima.samples;

/** Kinds of money on a visit card; they are never added up with each other. */
enum BalanceKind {
  CASH,
  PERSONAL_ACCOUNT,
  RELIEF,
  DEPOSIT,
  DEBT,
  FROZEN,
  UNNAMED
}
