/** Why a pair was decided as it was, as values and as a picture. */
@CheckReturnValue
package org.yima.index.matching.explain;

import com.google.errorprone.annotations.CheckReturnValue;
