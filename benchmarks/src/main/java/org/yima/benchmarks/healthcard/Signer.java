package org.yima.benchmarks.healthcard;

import java.security.GeneralSecurityException;

/** A bare signature of some provider, without any of our code around it. */
interface Signer {
  /** The signature of a message. */
  byte[] sign(byte[] message) throws GeneralSecurityException;

  /** Whether a signature fits a message, with a key that has been decoded before. */
  boolean verify(byte[] message, byte[] signature) throws GeneralSecurityException;
}
