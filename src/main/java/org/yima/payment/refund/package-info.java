/** Refunds: whole, by line of a bill without insurance, or by reversing and settling anew. */
@CheckReturnValue
package org.yima.payment.refund;

import com.google.errorprone.annotations.CheckReturnValue;
