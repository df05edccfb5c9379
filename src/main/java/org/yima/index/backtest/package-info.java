/**
 * Back-tests: what weights or thresholds would do to pairs whose truth people know, before they are
 * switched on. The pairs are uploaded as CSV or are the newest decisions of people; they are
 * weighed by a job, off the event loop, a few at a time under both versions, and what came out is
 * kept.
 */
@CheckReturnValue
package org.yima.index.backtest;

import com.google.errorprone.annotations.CheckReturnValue;
