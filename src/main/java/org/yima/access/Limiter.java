package org.yima.access;

import org.yima.platform.Caller;

/** For operations of which one call asks for much: {@link Limited} counts it as one. */
public interface Limiter {
  /**
   * Counts more of a caller's rate; fails with {@code rate.limited} beyond the limit.
   *
   * @param more calls as which this one counts, beside the one it is counted as already
   */
  void spend(Rate rate, Caller caller, int more);
}
