/** Appointments from the hold to the end of the visit, and what follows each step. */
@CheckReturnValue
package org.yima.booking.appointment;

import com.google.errorprone.annotations.CheckReturnValue;
