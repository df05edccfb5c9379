/**
 * Who pays what of a bill: shares that add up, their allocation to lines, and a plan as it is shown
 * and kept. Values and arithmetic only.
 */
@CheckReturnValue
package org.yima.payment.plan;

import com.google.errorprone.annotations.CheckReturnValue;
