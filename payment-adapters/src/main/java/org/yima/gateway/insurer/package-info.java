/**
 * Commercial insurers, through a small port of our own ({@code openapi/insurer-port.yaml}), since
 * no public interface exists: eligibility, quote, guarantee, claim, reversal, each idempotent by
 * our id.
 */
@CheckReturnValue
package org.yima.gateway.insurer;

import com.google.errorprone.annotations.CheckReturnValue;
