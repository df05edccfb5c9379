package org.yima.platform;

import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;

/**
 * What is asked of the audit log.
 *
 * @param who whose doings: an account, client or member of staff
 * @param object what it was done to
 * @param from the first moment
 * @param to the moment after the last
 * @param before the entry after which the page begins
 */
public record AuditQuery(
    Optional<Id> who,
    Optional<Id> object,
    Optional<String> action,
    Optional<OffsetDateTime> from,
    Optional<OffsetDateTime> to,
    Optional<Id> before) {

  /** The names under which one who acts may stand in the log: one for each role. */
  Optional<String[]> actors() {
    return who.map(
        id -> Arrays.stream(Role.values()).map(role -> role + ":" + id).toArray(String[]::new));
  }

  /** Adds what was asked to the entry that tells of the asking. */
  AuditEntry told(AuditEntry entry) {
    AuditEntry told = entry;
    told = who.isPresent() ? told.with("who", who.get().toString()) : told;
    told = object.isPresent() ? told.with("object", object.get().toString()) : told;
    told = action.isPresent() ? told.with("action", action.get()) : told;
    told = from.isPresent() ? told.with("from", from.get().toString()) : told;
    return to.isPresent() ? told.with("to", to.get().toString()) : told;
  }
}
