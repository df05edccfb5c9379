package org.yima.access.oversight;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.platform.AuditLine;
import org.yima.platform.Id;

/**
 * A line of the audit log, as the operator sees it.
 *
 * @param who role and id of the one who did it
 * @param action what was done: {@code code.resolved}
 * @param object the id of what it was done to
 * @param institutionId for which institution; missing where none was concerned
 * @param detail facts beside; those not known to be free of personal data read {@code ***}
 */
@Schema(name = "AuditEntry")
@JsonInclude(JsonInclude.Include.NON_NULL)
record AuditView(
    @JsonProperty(required = true) Id id,
    @JsonProperty(required = true) OffsetDateTime at,
    @JsonProperty(required = true) String who,
    @JsonProperty(required = true) String action,
    @JsonProperty(required = true) String object,
    String institutionId,
    @JsonProperty(required = true) Map<String, String> detail) {

  /** Details that are names of kinds, ids or times; any other, also a later room's, is masked. */
  private static final Set<String> SHOWN =
      Set.of(
          "action",
          "code",
          "command",
          "decision",
          "from",
          "kind",
          "object",
          "plan",
          "presence",
          "role",
          "scene",
          "stage",
          "to",
          "type",
          "who");

  static AuditView of(AuditLine line, ZoneId zone) {
    return new AuditView(
        line.id(),
        line.at().atZoneSameInstant(zone).toOffsetDateTime(),
        line.actor(),
        line.action(),
        line.subject(),
        line.institution().orElse(null),
        masked(line.detail()));
  }

  private static Map<String, String> masked(JsonObject detail) {
    Map<String, String> masked = new TreeMap<>();
    detail.forEach(
        fact ->
            masked.put(
                fact.getKey(),
                SHOWN.contains(fact.getKey()) ? String.valueOf(fact.getValue()) : "***"));
    return masked;
  }
}
