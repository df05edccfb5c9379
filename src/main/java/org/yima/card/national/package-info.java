/**
 * National health cards: registered with the province's card centre when their first code is asked
 * for, closed there when the card is revoked. The centre makes the codes; the claims on them are
 * ours as for every code, also on those that other applications show: asking the centre spends
 * them, so the terminal that asks has claimed them first and may ask again when the answer is lost.
 */
@CheckReturnValue
package org.yima.card.national;

import com.google.errorprone.annotations.CheckReturnValue;
