/** Records as small integers: distinct values are kept once, a record is a row of their codes. */
@CheckReturnValue
package org.yima.index.matching.column;

import com.google.errorprone.annotations.CheckReturnValue;
