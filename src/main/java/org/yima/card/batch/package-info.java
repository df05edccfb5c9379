/** Cards for many people at once: an institution names them, a job checks and issues row by row. */
@CheckReturnValue
package org.yima.card.batch;

import com.google.errorprone.annotations.CheckReturnValue;
