/**
 * Charges with the payer present: a terminal has resolved a code that may pay, and asks its owner
 * for a bill. A charge is no second way to pay: it makes a plan in the owner's name and begins the
 * one payment of it, with the code's claim in the same transaction. A card's code alone debits
 * nothing; the owner's phone confirms. A wallet's own code pays at once and in cash, whoever shows
 * it: the plan is nobody's, the code is taken out of the scan by the payment's transaction and kept
 * until the one call that it is for has been made, and what becomes of that call is asked for, or
 * reversed, until it is known.
 *
 * <p>Thin so far: of the wallets' codes WeChat's alone is taken ({@link
 * org.yima.card.PaymentCode}); Alipay's, UnionPay's, digital yuan's, faces and the insurance's own
 * code are known and charge nothing, for no adapter takes money by them.
 */
@CheckReturnValue
package org.yima.payment.charging;

import com.google.errorprone.annotations.CheckReturnValue;
