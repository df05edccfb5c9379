package org.yima.card.visitcard;

/** How a visit card was proved to be its owner's. */
enum CardProof {
  /** Its document is the resident's verified one. */
  DOCUMENT,
  /** A code that was sent to the phone which the hospital has on file. */
  OTP_ON_FILE,
  /** The face of the person whom the record's document names. */
  FACE,
  /** Staff of that hospital have seen what proves it. */
  COUNTER
}
