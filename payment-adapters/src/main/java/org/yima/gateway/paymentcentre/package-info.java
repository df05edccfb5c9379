/**
 * The mobile payment centre's interface (6201, 6202, 6203, 6301, 6302, 6401) over HTTP: one
 * envelope both ways, its data in SM4, all of it signed with SM2, yuan with two decimals at the
 * edge. What differs by province is in a {@link org.yima.gateway.paymentcentre.CentreProfile}.
 *
 * <p>An answer is believed when its signature verifies, its time is near, it repeats the order that
 * was asked for and its shares add up, and the head's fields could be cut in no other way. Those of
 * 6203 and 6401 need not repeat anything, and then the order (6301) is asked. That of 6201 can not:
 * it is where the order gets its number, and that it is the one of this bill is seen at 6202, whose
 * total must be the bill's.
 */
@CheckReturnValue
package org.yima.gateway.paymentcentre;

import com.google.errorprone.annotations.CheckReturnValue;
