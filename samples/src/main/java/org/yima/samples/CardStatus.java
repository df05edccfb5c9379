package org.yima.samples;

/** State of a visit card in the hospital's own system. */
enum CardStatus {
  ACTIVE,
  LOST,
  CANCELLED
}
