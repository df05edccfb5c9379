/**
 * How a payment runs: pure decisions over its legs, without I/O, clock or chance.
 *
 * <p>{@link org.yima.payment.leg.Courses#decide} says what to ask of which gateway next; the shell
 * records the intent, asks, and {@link org.yima.payment.leg.LegMachine#learn} takes in the answer.
 * Whatever fails, crashes or answers twice, a payment ends fully paid or with everything back, and
 * an unknown outcome is asked until it is known.
 */
@CheckReturnValue
package org.yima.payment.leg;

import com.google.errorprone.annotations.CheckReturnValue;
