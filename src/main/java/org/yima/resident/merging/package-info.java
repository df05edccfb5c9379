/**
 * Two residents who turn out to be one person: what hangs on the one goes over to the other, record
 * by record and room by room, every step kept, so that all of it can be given back.
 */
@CheckReturnValue
package org.yima.resident.merging;

import com.google.errorprone.annotations.CheckReturnValue;
