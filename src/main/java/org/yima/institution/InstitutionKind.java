package org.yima.institution;

import org.yima.platform.Role;

/** What an institution is, and so which roles its systems may have. */
public enum InstitutionKind {
  HOSPITAL,
  PHARMACY,
  INSURER;

  /** Whether a system of such an institution may have the role. */
  public boolean mayHave(Role role) {
    return switch (this) {
      case HOSPITAL -> role == Role.HOSPITAL || role == Role.TERMINAL;
      case PHARMACY -> role == Role.PHARMACY || role == Role.TERMINAL;
      case INSURER -> role == Role.INSURER;
    };
  }
}
