/** The table above the score: what is never linked by the machine, whatever the weight. */
@CheckReturnValue
package org.yima.index.matching.rule;

import com.google.errorprone.annotations.CheckReturnValue;
