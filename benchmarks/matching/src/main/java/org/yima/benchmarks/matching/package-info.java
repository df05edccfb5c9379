/** How well and how fast records are matched: FEBRL, populations made by others, Duke beside it. */
@CheckReturnValue
package org.yima.benchmarks.matching;

import com.google.errorprone.annotations.CheckReturnValue;
