/**
 * The limit that the benchmarks of the running server compare with: the simplest operation the
 * server could have that proves its caller and commits a row. Beside it puts into the index, which
 * no operation of the product does alone.
 */
@CheckReturnValue
package org.yima.benchmarks.limit;

import com.google.errorprone.annotations.CheckReturnValue;
