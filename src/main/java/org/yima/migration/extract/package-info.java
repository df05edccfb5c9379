/** The uploaded files: kept in encrypted chunks, cut into rows by their bytes. */
@CheckReturnValue
package org.yima.migration.extract;

import com.google.errorprone.annotations.CheckReturnValue;
