/**
 * Yima's own code: its format, issuing, published keys, revocation and offline verification. The
 * byte layout is documented in {@code health-card/FORMAT.md}; this package is one implementation of
 * it.
 */
@CheckReturnValue
package org.yima.healthcard.code;

import com.google.errorprone.annotations.CheckReturnValue;
