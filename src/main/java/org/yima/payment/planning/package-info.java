/**
 * Learns who would pay what: the calls to the bureau and the insurers, and the plans that come of
 * them. Thin as yet: platform-led insurance at the provider interface and direct policies; one bill
 * to a plan.
 */
@CheckReturnValue
package org.yima.payment.planning;

import com.google.errorprone.annotations.CheckReturnValue;
