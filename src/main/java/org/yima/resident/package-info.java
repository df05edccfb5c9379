/**
 * Residents: people with a real-name identity in Yima, how that identity was checked, who may act
 * for whom (proxies), and how what hangs on a resident is given back when records turn out to
 * belong to somebody else ({@link org.yima.resident.Reassignable}).
 */
@CheckReturnValue
package org.yima.resident;

import com.google.errorprone.annotations.CheckReturnValue;
