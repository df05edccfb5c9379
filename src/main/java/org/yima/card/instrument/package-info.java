/** Ways to pay that are bound to a card, each proved by its own gateway. */
@CheckReturnValue
package org.yima.card.instrument;

import com.google.errorprone.annotations.CheckReturnValue;
