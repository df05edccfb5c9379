/**
 * Yima's own code: its format, issuing, published keys and where signing keys come from, revocation
 * lists on their way to terminals, and offline verification. The byte layout is documented in
 * {@code health-card/FORMAT.md}; this package is one implementation of it, and a test holds another
 * beside it.
 */
@CheckReturnValue
package org.yima.healthcard.code;

import com.google.errorprone.annotations.CheckReturnValue;
