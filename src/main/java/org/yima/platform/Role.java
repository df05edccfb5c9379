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
  PHARMACIST;

  public boolean isStaff() {
    return switch (this) {
      case OPERATOR, REVIEWER, HOSPITAL_STAFF, DOCTOR, PHARMACIST -> true;
      case ANYONE, RESIDENT, TERMINAL, HOSPITAL, PHARMACY, INSURER -> false;
    };
  }
}
