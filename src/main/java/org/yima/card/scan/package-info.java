/**
 * What a counter learns from any scanned text, and what it may do with it. An emergency shows its
 * own set of whoever's code or read document was shown, keeps a typed number masked like any other
 * scene, and tells the owner by short message, from a job and never from the counter's call.
 */
@CheckReturnValue
package org.yima.card.scan;

import com.google.errorprone.annotations.CheckReturnValue;
