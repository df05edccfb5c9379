/** A configuration for English names and Australian addresses, as in the FEBRL sets. */
@CheckReturnValue
package org.yima.index.matching.english;

import com.google.errorprone.annotations.CheckReturnValue;
