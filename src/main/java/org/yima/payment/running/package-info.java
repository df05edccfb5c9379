/**
 * Payments at run time: their rows, the driver that carries out what {@code payment.leg} decides,
 * and what their turns mean for bills, refunds, the ledger and those who listen.
 */
@CheckReturnValue
package org.yima.payment.running;

import com.google.errorprone.annotations.CheckReturnValue;
