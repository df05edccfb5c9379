/**
 * The bureau's provider interface over HTTP (callFsiService): one envelope for every transaction,
 * yuan with two decimals at the edge, the province's own habits in a {@link
 * org.yima.gateway.bureau.FsiProfile}.
 *
 * <p>The interface does not sign its answers, so what can be verified is that an answer is
 * complete, repeats what was asked and adds up; anything else is unknown. So is a refusal of what
 * moves money when it is also what is said to a call that was done and comes again ("settled
 * already" to 2207, "no such settlement" to 2208): 5203 decides. That there is no settlement is
 * said by a text, or where the bureau says it so, by an output without one.
 */
@CheckReturnValue
package org.yima.gateway.bureau;

import com.google.errorprone.annotations.CheckReturnValue;
