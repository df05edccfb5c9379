package org.yima.gateway;

/** Why an outcome is not known. The cause is for people and metrics; the treatment is the same. */
public enum UnknownCause {
  /** No complete answer within the time bound. */
  TIMEOUT,
  /** The connection could not be made or broke; the call may have arrived. */
  CONNECTION,
  /** A 5xx, or the gateway's own word for "system error, ask again". */
  SERVER_ERROR,
  /** An answer came whose signature, digest, time or correlation does not verify. */
  BAD_SIGNATURE,
  /** An answer came that is not what the protocol allows, or whose amounts do not add up. */
  UNREADABLE
}
