/** The ledger: double entries, added and never changed, sealed by hash. */
@CheckReturnValue
package org.yima.payment.posting;

import com.google.errorprone.annotations.CheckReturnValue;
