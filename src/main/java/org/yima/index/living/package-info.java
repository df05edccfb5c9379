/**
 * The engine over the stored index: by which blinded keys a record's candidates are found, how a
 * few records are laid beside each other and judged, and who becomes one person with whom.
 */
@CheckReturnValue
package org.yima.index.living;

import com.google.errorprone.annotations.CheckReturnValue;
