package org.yima.resident.proxy;

import java.time.OffsetDateTime;
import org.yima.platform.Id;
import org.yima.resident.Relation;

/**
 * One account's right, wished for or given, to act for a resident.
 *
 * @param relation what the resident is to the account
 */
record Proxy(
    Id id,
    Id resident,
    Id account,
    Relation relation,
    ProxyStatus status,
    OffsetDateTime requestedAt) {}
