/** The life of cards: issuing, freezing, loss, revocation, and where they were used. */
@CheckReturnValue
package org.yima.card.life;

import com.google.errorprone.annotations.CheckReturnValue;
