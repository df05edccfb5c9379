package org.yima.platform;

import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * A line of the audit log as it was written.
 *
 * @param actor role and id of the one who did it, as {@link Caller#name}
 * @param subject the id of the row it was done to
 * @param institution the id of the institution it was done for
 */
public record AuditLine(
    Id id,
    OffsetDateTime at,
    String actor,
    String action,
    String subject,
    Optional<String> institution,
    JsonObject detail) {}
