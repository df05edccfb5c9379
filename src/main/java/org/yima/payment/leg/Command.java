package org.yima.payment.leg;

import org.yima.platform.Id;

/**
 * One question to a gateway.
 *
 * @param number of the return that is meant; empty text for a question about the leg itself
 * @param amount in fen, where the question has one
 */
public record Command(Op op, Id legId, String number, long amount) {}
