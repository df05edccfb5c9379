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
 * ({@link org.yima.resident.merging}); both can be taken back.
 *
 * <p>Thin so far: no face is compared; a resident moves to no new phone, neither by itself nor at a
 * counter; a newborn does not yet change its certificate's number for an identity card's. A proxy
 * is for everything and has no end of its own.
 */
@CheckReturnValue
package org.yima.resident;

import com.google.errorprone.annotations.CheckReturnValue;
