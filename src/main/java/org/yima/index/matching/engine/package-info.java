/** One run over a population: normalise, block, score, decide, group. */
@CheckReturnValue
package org.yima.index.matching.engine;

import com.google.errorprone.annotations.CheckReturnValue;
