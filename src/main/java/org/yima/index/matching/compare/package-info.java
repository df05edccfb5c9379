/** Levels of agreement between two values, for any language. */
@CheckReturnValue
package org.yima.index.matching.compare;

import com.google.errorprone.annotations.CheckReturnValue;
