package org.yima.resident;

/** How far a real-name check has come. */
public enum Verification {
  /** The register confirmed it. */
  VERIFIED,
  /** Something is still to be shown or confirmed. */
  PENDING,
  /** It was looked at and refused. */
  REFUSED
}
