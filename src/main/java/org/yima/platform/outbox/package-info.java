/** Carries committed outbox rows to feeds and to the handlers inside the server. */
@CheckReturnValue
package org.yima.platform.outbox;

import com.google.errorprone.annotations.CheckReturnValue;
