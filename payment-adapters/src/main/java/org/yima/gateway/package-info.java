/**
 * The port to every outside gateway: what can come back from a call ({@link
 * org.yima.gateway.Outcome}), what the payer has to do next, and exact money at the edge.
 *
 * <p>The kinds of gateway differ, so each kind has its own package with its commands as records and
 * one interface: {@code wallet}, {@code insurance} (the bureau), {@code insurer} (commercial),
 * {@code cardcentre}, {@code sms} and {@code identity}. Calls block for a bounded time, carry an id
 * of ours and are idempotent by it where the gateway allows; no adapter ever sends a money-moving
 * call twice.
 */
@CheckReturnValue
package org.yima.gateway;

import com.google.errorprone.annotations.CheckReturnValue;
