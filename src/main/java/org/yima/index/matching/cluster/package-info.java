/** From linked pairs to persons, without breaking a rule on the way. */
@CheckReturnValue
package org.yima.index.matching.cluster;

import com.google.errorprone.annotations.CheckReturnValue;
