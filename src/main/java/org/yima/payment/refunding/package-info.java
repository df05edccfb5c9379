/** What hospitals and residents do about refunds: release and ask, authorise and confirm. */
@CheckReturnValue
package org.yima.payment.refunding;

import com.google.errorprone.annotations.CheckReturnValue;
