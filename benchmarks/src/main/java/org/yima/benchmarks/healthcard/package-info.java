/** The health-card library beside the bare operations that bound it. */
@CheckReturnValue
package org.yima.benchmarks.healthcard;

import com.google.errorprone.annotations.CheckReturnValue;
