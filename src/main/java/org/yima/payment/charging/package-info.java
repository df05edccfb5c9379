/**
 * Charges with the payer present: a terminal has resolved a code that may pay, and asks its owner
 * for a bill. A charge is no second way to pay: it makes a plan in the owner's name and begins the
 * one payment of it, with the code's claim in the same transaction. A code alone debits nothing;
 * the owner's phone confirms.
 *
 * <p>Thin so far: the payment codes of wallets, faces and the insurance's own code are refused, for
 * no adapter takes money by them.
 */
@CheckReturnValue
package org.yima.payment.charging;

import com.google.errorprone.annotations.CheckReturnValue;
