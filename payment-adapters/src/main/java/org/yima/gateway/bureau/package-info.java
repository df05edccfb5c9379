/**
 * The bureau's provider interface over HTTP (callFsiService): one envelope for every transaction,
 * yuan with two decimals at the edge, the province's own habits in a {@link
 * org.yima.gateway.bureau.FsiProfile}.
 *
 * <p>The interface does not sign its answers, so what can be verified is that an answer is
 * complete, repeats what was asked and adds up; anything else is unknown.
 */
@CheckReturnValue
package org.yima.gateway.bureau;

import com.google.errorprone.annotations.CheckReturnValue;
