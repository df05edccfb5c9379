/**
 * Ways to pay that are bound to a card, each proved by its own gateway. A type is one {@link
 * org.yima.card.instrument.Binder}; a type without one is refused. Some types are only labels, by
 * which a counter sees what their owner likes to pay with.
 */
@CheckReturnValue
package org.yima.card.instrument;

import com.google.errorprone.annotations.CheckReturnValue;
