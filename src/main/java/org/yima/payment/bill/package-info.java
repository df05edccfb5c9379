/** Bills with their versions and lines: what hospitals and rooms ask for. */
@CheckReturnValue
package org.yima.payment.bill;

import com.google.errorprone.annotations.CheckReturnValue;
