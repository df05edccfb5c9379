package org.yima.healthcard.code;

/** What reading a fetched revocation list gives. */
public sealed interface RevocationReading {
  /** Signed by a published key and complete; it replaces the one held. */
  record Current(RevocationList list) implements RevocationReading {}

  /** Not to be used; the list held stays. */
  record Refused(Why why) implements RevocationReading {}

  /** Why a list is refused. */
  enum Why {
    /** It does not begin like a revocation list. */
    NOT_A_LIST,
    /** Of a version or form this library does not read. */
    UNKNOWN_VERSION,
    /** It ends before it is complete. */
    TRUNCATED,
    /** Not what the named key signed, or longer than it says. */
    FORGED,
    /** No published key of that id may have signed at that time. */
    UNKNOWN_KEY,
    /** Its key is of a suite that is not accepted here. */
    DOWNGRADED_SUITE,
    /** Of another issuer than the list held. */
    OTHER_ISSUER,
    /** An earlier state than the list held. */
    OLDER,
    /** A delta that starts from another state than the list held: fetch the whole list. */
    OTHER_BASE
  }
}
