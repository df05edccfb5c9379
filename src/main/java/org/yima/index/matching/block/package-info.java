/** Which pairs are looked at at all: several keys, each with a cap, and what the caps cost. */
@CheckReturnValue
package org.yima.index.matching.block;

import com.google.errorprone.annotations.CheckReturnValue;
