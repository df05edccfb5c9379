/**
 * Alipay's open platform, version 2 of its gateway: one address, RSA2 signatures both ways. The
 * protocol is small enough to be written out; its own client would bring a second HTTP stack whose
 * calls have no bound as a whole.
 */
@CheckReturnValue
package org.yima.gateway.alipay;

import com.google.errorprone.annotations.CheckReturnValue;
