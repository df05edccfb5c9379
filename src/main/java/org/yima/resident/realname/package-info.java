/** Real-name residents: the check against the register, the claim of a document, the row. */
@CheckReturnValue
package org.yima.resident.realname;

import com.google.errorprone.annotations.CheckReturnValue;
