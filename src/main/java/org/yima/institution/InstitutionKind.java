package org.yima.institution;

import java.util.Set;
import org.yima.platform.Role;

/** What an institution is, and so which roles its systems may have. */
public enum InstitutionKind {
  HOSPITAL(Set.of(Role.HOSPITAL, Role.TERMINAL)),
  PHARMACY(Set.of(Role.PHARMACY, Role.TERMINAL)),
  INSURER(Set.of(Role.INSURER));

  private final Set<Role> clients;

  InstitutionKind(Set<Role> clients) {
    this.clients = clients;
  }

  /** Whether a system of such an institution may have the role. */
  public boolean mayHave(Role role) {
    return clients.contains(role);
  }
}
