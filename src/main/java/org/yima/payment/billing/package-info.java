/** What hospitals do with their bills: push, amend, take back, and read what was settled. */
@CheckReturnValue
package org.yima.payment.billing;

import com.google.errorprone.annotations.CheckReturnValue;
