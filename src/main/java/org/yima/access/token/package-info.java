/** Access tokens, sign-ins and their refresh, and the gate that every request passes. */
@CheckReturnValue
package org.yima.access.token;

import com.google.errorprone.annotations.CheckReturnValue;
