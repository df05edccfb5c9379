package org.yima.platform;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * One line of the audit log: who did what to which row, and why.
 *
 * @param action as {@code noun.verb}: {@code code.resolved}
 * @param subject the row it was done to; the entry shares its bucket
 * @param detail facts without personal data in clear
 */
public record AuditEntry(
    Caller caller, String action, Id subject, Optional<Id> institution, JsonObject detail) {

  public static AuditEntry of(Caller caller, String action, Id subject) {
    return new AuditEntry(caller, action, subject, caller.institution(), new JsonObject());
  }

  public AuditEntry with(String name, Object value) {
    return new AuditEntry(caller, action, subject, institution, detail.copy().put(name, value));
  }
}
