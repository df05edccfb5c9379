/**
 * Chains committed rows by hash, per table and bucket, anchors the chains' heads each day, and
 * compares every chain with its rows again and again: what is found is logged as an alert, counted
 * ({@code yima_seal_faults_total}), shown by the health group {@code integrity} and kept for the
 * operator.
 */
@CheckReturnValue
package org.yima.platform.seal;

import com.google.errorprone.annotations.CheckReturnValue;
