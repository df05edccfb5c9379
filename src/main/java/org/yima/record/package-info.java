/**
 * Encounters and what came of them: reports and other documents of the hospitals, shown to the
 * resident, and to others only with the resident's consent, with a list of everybody who looked.
 *
 * <p>The room stands empty and is built later. It may use access, institution, index and resident.
 */
@CheckReturnValue
package org.yima.record;

import com.google.errorprone.annotations.CheckReturnValue;
