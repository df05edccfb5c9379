package org.yima.gateway.insurance;

/**
 * A settlement that stands no more.
 *
 * @param setlId the settlement that was reversed
 * @param before true when it had been reversed before this call
 */
public record Reversed(String setlId, boolean before) {}
