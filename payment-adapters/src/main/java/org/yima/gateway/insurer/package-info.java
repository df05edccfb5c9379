/**
 * Commercial insurers, through a small port of our own ({@code openapi/insurer-port.yaml}), since
 * no public interface exists: eligibility, quote, guarantee, claim, reversal, each idempotent by
 * our id and answered at once or, in the manner of HCX, later; payments and decisions are told by
 * the insurer.
 */
@CheckReturnValue
package org.yima.gateway.insurer;

import com.google.errorprone.annotations.CheckReturnValue;
