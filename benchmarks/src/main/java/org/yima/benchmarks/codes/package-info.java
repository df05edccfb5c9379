/** Issuing and resolving codes over HTTP on the running server. */
@CheckReturnValue
package org.yima.benchmarks.codes;

import com.google.errorprone.annotations.CheckReturnValue;
