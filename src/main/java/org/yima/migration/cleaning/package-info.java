/**
 * What a row of a real export is worth: its card by the index's rules ({@link
 * org.yima.index.CardCleaner}), its money by those here; decisions without I/O.
 */
@CheckReturnValue
package org.yima.migration.cleaning;

import com.google.errorprone.annotations.CheckReturnValue;
