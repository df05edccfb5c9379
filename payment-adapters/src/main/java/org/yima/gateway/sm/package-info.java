/** The national cryptography that gateways ask for: SM2 signatures (GM/T 0009) and SM4 in ECB. */
@CheckReturnValue
package org.yima.gateway.sm;

import com.google.errorprone.annotations.CheckReturnValue;
