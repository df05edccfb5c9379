/**
 * Two residents who turn out to be one person: what hangs on the one goes over to the other, record
 * by record and room by room, every step kept, so that all of it can be given back; and what hangs
 * on records that are taken from a person, or have left a resident by themselves.
 */
@CheckReturnValue
package org.yima.resident.merging;

import com.google.errorprone.annotations.CheckReturnValue;
