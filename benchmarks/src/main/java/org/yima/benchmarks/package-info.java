/**
 * What Yima can do, measured: every figure stands beside its limit, taken in the same run, because
 * only their ratio survives another machine.
 */
@CheckReturnValue
package org.yima.benchmarks;

import com.google.errorprone.annotations.CheckReturnValue;
