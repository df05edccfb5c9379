/**
 * Numbers that name people and organisations in China, each with the check its standard gives: GB
 * 11643 document numbers and GB 32100 organisation codes.
 */
@CheckReturnValue
package org.yima.healthcard.identity;

import com.google.errorprone.annotations.CheckReturnValue;
