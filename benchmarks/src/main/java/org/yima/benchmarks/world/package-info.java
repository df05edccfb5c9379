/** The running product that operations are measured on: everything that {@code ./run} starts. */
@CheckReturnValue
package org.yima.benchmarks.world;

import com.google.errorprone.annotations.CheckReturnValue;
