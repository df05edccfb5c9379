/** Cuts the bytes of a file into rows and reads them; without I/O. */
@CheckReturnValue
package org.yima.migration.extract;

import com.google.errorprone.annotations.CheckReturnValue;
