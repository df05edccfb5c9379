/**
 * Chains committed rows by hash, per table and bucket, anchors the chains' heads each day, each
 * anchor bound to the one before, and compares every chain with its rows and with every anchor
 * again and again, and every anchor with what was kept of it: what is found is logged as an alert,
 * counted ({@code yima_seal_faults_total}), shown by the health group {@code integrity} and kept
 * for the operator.
 */
@CheckReturnValue
package org.yima.platform.seal;

import com.google.errorprone.annotations.CheckReturnValue;
