/**
 * Yima on one machine: PostgreSQL as a library, the gateway sandbox and the server as processes,
 * and the small synthetic city loaded through the public API. It is what {@code ./run} runs; the
 * tests of the server borrow {@link org.yima.local.LocalPostgres} from it.
 */
@CheckReturnValue
package org.yima.local;

import com.google.errorprone.annotations.CheckReturnValue;
