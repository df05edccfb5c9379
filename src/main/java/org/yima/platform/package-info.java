/**
 * What every room needs and no room owns: money, ids, clock, problems, transactions, idempotency,
 * outbox and feeds, audit and its seal, leases, column encryption and blind indexes.
 *
 * <p>{@link org.yima.platform.Database} is the only door to the database and {@link
 * org.yima.platform.Tx} the only writer of outbox and audit rows, so that a change and what is told
 * of it commit together or not at all. The room knows none of the others.
 */
@CheckReturnValue
package org.yima.platform;

import com.google.errorprone.annotations.CheckReturnValue;
