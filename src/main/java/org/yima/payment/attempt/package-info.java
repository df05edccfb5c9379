/**
 * Calls that leave the house: a row before each, its outcome after it, and ids that are never used
 * twice.
 */
@CheckReturnValue
package org.yima.payment.attempt;

import com.google.errorprone.annotations.CheckReturnValue;
