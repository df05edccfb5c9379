package org.yima.access.oversight;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.yima.platform.AuditQuery;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;

/** Query parameters, read as a question to the audit log. */
final class AuditParameters {
  private AuditParameters() {}

  /** Reads query parameters; what is malformed is named in the refusal. */
  static AuditQuery of(
      String who, String object, String action, String from, String to, String cursor) {
    return new AuditQuery(
        id("who", who),
        id("object", object),
        Optional.ofNullable(action).filter(text -> !text.isEmpty()),
        time("from", from),
        time("to", to),
        id("cursor", cursor).map(AuditParameters::entry));
  }

  private static Id entry(Id id) {
    if (id.type() != IdType.AUDIT) {
      throw bad("cursor");
    }
    return id;
  }

  private static Optional<Id> id(String name, String text) {
    return text == null || text.isEmpty()
        ? Optional.empty()
        : Optional.of(Id.parse(text).orElseThrow(() -> bad(name)));
  }

  private static Optional<OffsetDateTime> time(String name, String text) {
    try {
      return Optional.ofNullable(text).filter(t -> !t.isEmpty()).map(OffsetDateTime::parse);
    } catch (DateTimeException e) {
      throw bad(name);
    }
  }

  private static RuntimeException bad(String name) {
    return PlatformProblem.INPUT_INVALID.problem().at("?" + name, "invalid");
  }
}
