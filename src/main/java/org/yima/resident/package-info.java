/**
 * Residents: people with a real-name identity in Yima, how that identity was checked, who may act
 * for whom (proxies), and how what hangs on a resident is given back when records turn out to
 * belong to somebody else ({@link org.yima.resident.Reassignable}).
 *
 * <p>Thin so far: the three elements are checked, everything else is left to a counter: no face is
 * compared, a resident does not move to a new phone by itself, and children and newborns are not
 * entered by their guardian ({@code guardianId} is taken and not used). A proxy is for everything
 * and has no end of its own.
 */
@CheckReturnValue
package org.yima.resident;

import com.google.errorprone.annotations.CheckReturnValue;
