/**
 * The visits that plans register at the bureau, and their taking back: whatever a plan uploads and
 * no settlement uses is revoked within minutes (2205, 2202), however its plan or payment ended.
 */
@CheckReturnValue
package org.yima.payment.visit;

import com.google.errorprone.annotations.CheckReturnValue;
