/** Short messages to a phone, over our own small signed port. */
@CheckReturnValue
package org.yima.gateway.sms;

import com.google.errorprone.annotations.CheckReturnValue;
