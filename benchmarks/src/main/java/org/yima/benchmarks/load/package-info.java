/** The founding load of the index, and the living index after it, on the running server. */
@CheckReturnValue
package org.yima.benchmarks.load;

import com.google.errorprone.annotations.CheckReturnValue;
