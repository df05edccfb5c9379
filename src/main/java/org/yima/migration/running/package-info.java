/** Works through files in small transactions with a cursor, so that a crash costs one batch. */
@CheckReturnValue
package org.yima.migration.running;

import com.google.errorprone.annotations.CheckReturnValue;
