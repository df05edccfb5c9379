package org.yima.resident;

/** How far a real-name check has come. */
public enum Verification {
  /** The register confirmed it. */
  VERIFIED,
  /** Something is still to be shown or confirmed. */
  PENDING,
  /** Made at a counter without a document, for a time; see {@link Resident#until}. */
  TEMPORARY,
  /** It was looked at and refused. */
  REFUSED
}
