/** What the server checks before it serves. */
@CheckReturnValue
package org.yima.platform.start;

import com.google.errorprone.annotations.CheckReturnValue;
