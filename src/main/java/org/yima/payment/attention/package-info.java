/**
 * What needs a human: a payment that a gateway will not let end by itself. Each has a reason, an
 * owner and a time since when; it is still tried on meanwhile, and ends when the matter does.
 */
@CheckReturnValue
package org.yima.payment.attention;

import com.google.errorprone.annotations.CheckReturnValue;
