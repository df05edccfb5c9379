/**
 * Weights out of what the index itself holds: an operator's command in the place of serving reads
 * stored records, trains on them without knowing who is who, and proposes what comes of it as a
 * version, with whether it came to rest. Nothing decides by it before it was tried and approved.
 *
 * <p>Thin so far: the frequencies of values stay those that are shipped.
 */
@CheckReturnValue
package org.yima.index.training;

import com.google.errorprone.annotations.CheckReturnValue;
