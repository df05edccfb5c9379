/**
 * The health card: cards and their life, codes shown and printed, the instruments bound to a card,
 * and what a counter learns when it scans any text. Built on the {@code health-card} library.
 */
@CheckReturnValue
package org.yima.card;

import com.google.errorprone.annotations.CheckReturnValue;
