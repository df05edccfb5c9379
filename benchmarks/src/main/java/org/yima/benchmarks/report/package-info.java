/** How a figure is put beside its limit and its goal, printed, and kept in RESULTS.md. */
@CheckReturnValue
package org.yima.benchmarks.report;

import com.google.errorprone.annotations.CheckReturnValue;
