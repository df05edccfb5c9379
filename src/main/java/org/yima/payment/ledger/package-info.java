/** The ledger: double entries, added and never changed, sealed by hash. */
@CheckReturnValue
package org.yima.payment.ledger;

import com.google.errorprone.annotations.CheckReturnValue;
