/** What the server checks before it serves, and while it does ({@code /q/health/ready}). */
@CheckReturnValue
package org.yima.platform.start;

import com.google.errorprone.annotations.CheckReturnValue;
