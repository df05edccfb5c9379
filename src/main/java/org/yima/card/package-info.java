/**
 * The health card: cards and their life, codes shown and printed, the instruments bound to a card,
 * and what a counter learns when it scans any text. Built on the {@code health-card} library.
 *
 * <p>Thin so far: an Alipay payer is bound and pays nothing yet, for payments know WeChat alone;
 * UnionPay, digital yuan and social-security cards are labels, and a bank card's token is taken as
 * given until a gateway uses it; a hospital makes a file of somebody who is on no record only once
 * they have a card; a visit card whose name is written in another script is bound at the hospital's
 * counter alone, and one that was bound stays so until its source takes it back.
 */
@CheckReturnValue
package org.yima.card;

import com.google.errorprone.annotations.CheckReturnValue;
