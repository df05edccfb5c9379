/**
 * What a counter learns from any scanned text, and what it may do with it. An emergency shows its
 * own set and tells the owner by short message, from a job and never from the counter's call.
 */
@CheckReturnValue
package org.yima.card.scan;

import com.google.errorprone.annotations.CheckReturnValue;
