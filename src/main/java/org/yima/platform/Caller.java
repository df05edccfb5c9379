package org.yima.platform;

import java.util.Optional;

/**
 * Who is calling, as the access token proves it.
 *
 * @param id the account (residents), client (systems and terminals) or staff member
 * @param institution the institution a system, terminal or staff member belongs to
 * @param present the resident who stands at the counter, when staff call with a presence
 */
public record Caller(Role role, Optional<Id> id, Optional<Id> institution, Optional<Id> present) {

  public static final Caller ANYONE =
      new Caller(Role.ANYONE, Optional.empty(), Optional.empty(), Optional.empty());

  /** The scope of idempotency keys and the actor of audit entries: {@code role:id}. */
  public String name() {
    return role + ":" + id.map(Id::toString).orElse("-");
  }

  /** The caller's own id; only for operations that nobody may call without signing in. */
  public Id self() {
    return id.orElseThrow(() -> new IllegalStateException("nobody has signed in"));
  }

  /**
   * On whose behalf money is confirmed and seen: the resident at the counter, else the caller. Two
   * residents before the same member of staff are never one payer.
   */
  public Id payer() {
    return present.orElseGet(this::self);
  }

  /** The caller's institution; only for operations that its role allows to institutions alone. */
  public Id ownInstitution() {
    return institution.orElseThrow(() -> new IllegalStateException("no institution"));
  }
}
