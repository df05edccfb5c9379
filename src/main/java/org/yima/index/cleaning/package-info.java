/**
 * What is wrong with the rows of real extracts, one named rule each: by it the founding load and
 * migrations make the same record of the same row. Decisions without I/O; of a clean cell nothing
 * is copied.
 */
@CheckReturnValue
package org.yima.index.cleaning;

import com.google.errorprone.annotations.CheckReturnValue;
