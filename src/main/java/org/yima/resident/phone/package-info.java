/**
 * A person's phone: how it becomes another one, at a counter or by the person's own face, and how
 * the phone that is left is told.
 */
@CheckReturnValue
package org.yima.resident.phone;

import com.google.errorprone.annotations.CheckReturnValue;
