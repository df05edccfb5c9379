/** What the operator may read of what everybody did, and whether the record of it is whole. */
@CheckReturnValue
package org.yima.access.oversight;

import com.google.errorprone.annotations.CheckReturnValue;
