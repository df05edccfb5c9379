package org.yima.gateway.wallet;

/** The wallet confirmed that this order can not be paid any more. */
public record Closed(String orderNumber) {}
