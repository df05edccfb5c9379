package org.yima.platform;

/** Who may call: each token carries exactly one. */
public enum Role {
  /** Nobody has signed in. */
  ANYONE,
  /** A resident in the app. */
  RESIDENT,
  /** A terminal's device client. */
  TERMINAL,
  /** A hospital's system. */
  HOSPITAL,
  /** A pharmacy's system. */
  PHARMACY,
  /** An insurer's system. */
  INSURER,
  OPERATOR,
  REVIEWER,
  HOSPITAL_STAFF,
  DOCTOR,
  PHARMACIST
}
