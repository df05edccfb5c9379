package org.yima.platform;

import java.time.Clock;
import java.time.OffsetDateTime;

/** The statement that writes a line of the audit log, alone or as the end of a larger one. */
final class AuditStatement {
  static final String SQL =
      """
      insert into audit_entry
        (bucket, id, at, actor, action, subject, institution, detail)
      values ($1, $2, $3, $4, $5, $6, $7, cast(cast($8 as text) as jsonb))
      """;

  /** Where the actor stands among the parameters. */
  static final int ACTOR = 3;

  private AuditStatement() {}

  static Object[] parameters(AuditEntry entry, Ids ids, Clock clock) {
    Id id = ids.beside(IdType.AUDIT, entry.subject());
    return new Object[] {
      id.bucket(),
      id.uuid(),
      OffsetDateTime.now(clock),
      entry.caller().name(),
      entry.action(),
      entry.subject().toString(),
      entry.institution().map(Id::toString).orElse(""),
      entry.detail().encode()
    };
  }
}
