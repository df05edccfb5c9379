package org.yima.gateway.insurer;

/** The insurer took this part of its claim back. */
public record ClaimReversal(String reversalId, String claimId, long amountFen) {}
