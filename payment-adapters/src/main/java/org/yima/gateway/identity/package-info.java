/** Real-name checks against the authority's register, over our own small signed port. */
@CheckReturnValue
package org.yima.gateway.identity;

import com.google.errorprone.annotations.CheckReturnValue;
