/**
 * The health card: cards and their life, codes shown and printed, the instruments bound to a card,
 * and what a counter learns when it scans any text. Built on the {@code health-card} library.
 *
 * <p>Thin so far: codes are issued in Yima's own format and signed with Ed25519, national ones are
 * recognised and not resolved; WeChat, medical insurance and commercial policies can be bound, the
 * other instruments are refused; a document leads to a masked identity, for no ID reader is
 * registered yet; a visit card under another document is bound at the hospital's counter alone.
 */
@CheckReturnValue
package org.yima.card;

import com.google.errorprone.annotations.CheckReturnValue;
