/** What weights and thresholds would do to pairs whose truth is known. */
@CheckReturnValue
package org.yima.index.matching.backtest;

import com.google.errorprone.annotations.CheckReturnValue;
