/** Where decisions meet the gateways: one wallet, the bureau and each insurer. */
@CheckReturnValue
package org.yima.payment.gateways;

import com.google.errorprone.annotations.CheckReturnValue;
