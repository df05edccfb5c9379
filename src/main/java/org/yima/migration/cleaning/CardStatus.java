package org.yima.migration.cleaning;

/** State of a visit card in the hospital's own system. */
public enum CardStatus {
  ACTIVE,
  LOST,
  CANCELLED
}
