/**
 * Doubts about identities: the queue that reviewers work through, and what they decide.
 * Impersonations come first, then the likelier doubts, then the oldest. Who takes one up decides
 * alone until that lapses; one put off comes back by itself. An answer that joins two persons is a
 * merge, which a second person approves ({@link org.yima.index.merge}).
 */
@CheckReturnValue
package org.yima.index.review;

import com.google.errorprone.annotations.CheckReturnValue;
