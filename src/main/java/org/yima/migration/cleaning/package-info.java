/** What is wrong with a row of a real export, one named rule each; decisions without I/O. */
@CheckReturnValue
package org.yima.migration.cleaning;

import com.google.errorprone.annotations.CheckReturnValue;
