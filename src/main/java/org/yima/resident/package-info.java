/**
 * Residents: people with a real-name identity in Yima, how that identity was checked, who may act
 * for whom (proxies), and how what hangs on a resident is given back when records turn out to
 * belong to somebody else ({@link org.yima.resident.Reassignable}).
 *
 * <p>At a counter ({@link org.yima.resident.counter}) people without a phone become residents by
 * name and number, and guardians, two of them for one child, by a paper that staff have seen.
 *
 * <p>Whoever has no document gets an identity for a time ({@link org.yima.resident.temporary}),
 * which a document makes a real one or merges into the resident whom the person turns out to be
 * ({@link org.yima.resident.merging}); a merge can be taken back. When a merge of persons of the
 * index is taken back, what arose under their records goes to the resident of each side. A
 * newborn's certificate is exchanged for the number it is registered under.
 *
 * <p>An account moves to another phone at a counter, or by the person's own face ({@link
 * org.yima.resident.phone}).
 *
 * <p>Thin so far: a proxy is for everything and has no end of its own; an adult's new passport or
 * new name is not taken in; when two residents that have guardians become one, each guardian but
 * the one at the counter shows the paper anew, and a merge that is taken back gives no right to act
 * back.
 */
@CheckReturnValue
package org.yima.resident;

import com.google.errorprone.annotations.CheckReturnValue;
