package org.yima.sandbox.insurer;

import java.time.Instant;

/** What an insurer would bear of one version of a bill, until a time. */
record Quote(
    String insurerId,
    String quoteId,
    String policyKey,
    String institution,
    long covered,
    Instant validUntil) {}
