/**
 * Our own ports to parties without a public interface (insurer, SMS, identity check): JSON over
 * HTTP, both directions signed by one fixed profile of RFC 9421 with RFC 9530 digests. An answer
 * whose signature does not verify is unknown, whatever it says.
 */
@CheckReturnValue
package org.yima.gateway.signed;

import com.google.errorprone.annotations.CheckReturnValue;
