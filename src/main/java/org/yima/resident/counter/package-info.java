/**
 * Residents at a counter: the presence that a card reading opens, and who is made a resident there.
 */
@CheckReturnValue
package org.yima.resident.counter;

import com.google.errorprone.annotations.CheckReturnValue;
