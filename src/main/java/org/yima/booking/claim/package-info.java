/** The person's side of an appointment: limits, the claim that comes first, and its lease. */
@CheckReturnValue
package org.yima.booking.claim;

import com.google.errorprone.annotations.CheckReturnValue;
