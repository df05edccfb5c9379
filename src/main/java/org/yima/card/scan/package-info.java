/** What a counter learns from any scanned text, and what it may do with it. */
@CheckReturnValue
package org.yima.card.scan;

import com.google.errorprone.annotations.CheckReturnValue;
