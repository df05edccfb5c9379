package org.yima.access;

import java.time.Instant;
import java.util.Optional;
import org.yima.platform.Caller;
import org.yima.platform.Id;

/**
 * Somebody stands at a counter, before one member of staff, for ten minutes.
 *
 * @param present the resident who stands there; nobody yet when the person is no resident
 * @param documentKey the keyed hash of the document that was read
 * @param expiresAt from then on it shows nothing
 */
public record Presence(
    Id id, Id staff, Id institution, Optional<Id> present, byte[] documentKey, Instant expiresAt) {

  /**
   * Why this presence does not let the caller act; nothing when it does.
   *
   * @param named the resident that the caller names
   */
  public Optional<AccessProblem> refusal(Caller caller, Optional<Id> named, Instant now) {
    if (!caller.institution().equals(Optional.of(institution))) {
      return Optional.of(AccessProblem.PRESENCE_INSTITUTION);
    }
    if (!caller.id().equals(Optional.of(staff))) {
      return Optional.of(AccessProblem.PRESENCE_STAFF);
    }
    if (!now.isBefore(expiresAt)) {
      return Optional.of(AccessProblem.PRESENCE_EXPIRED);
    }
    return named.isPresent() && !named.equals(present)
        ? Optional.of(AccessProblem.PRESENCE_RESIDENT)
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "Presence[" + id + "]";
  }
}
