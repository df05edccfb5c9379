/**
 * Rate limits per network and per caller. Those per phone rest in the database with the one-time
 * codes ({@code access.credential}).
 */
@CheckReturnValue
package org.yima.access.limit;

import com.google.errorprone.annotations.CheckReturnValue;
