package org.yima.gateway.mobilepay;

/** The centre returned it. */
public record Refunded(String payOrdId, String ownNumber, SettlementKind kind, long totalFen) {}
