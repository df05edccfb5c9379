/**
 * National health cards: registered with the province's card centre when their first code is asked
 * for, closed there when the card is revoked. The centre makes the codes; the claims on them are
 * ours as for every code.
 */
@CheckReturnValue
package org.yima.card.national;

import com.google.errorprone.annotations.CheckReturnValue;
