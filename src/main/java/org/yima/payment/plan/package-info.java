/**
 * Who would pay what of a bill: the shares, their allocation to lines, and the calls that learn
 * them. Thin as yet: platform-led insurance at the provider interface and direct policies; one bill
 * to a plan.
 */
@CheckReturnValue
package org.yima.payment.plan;

import com.google.errorprone.annotations.CheckReturnValue;
