/** Hospitals' own visit cards in the hands of their owners. */
@CheckReturnValue
package org.yima.card.visitcard;

import com.google.errorprone.annotations.CheckReturnValue;
