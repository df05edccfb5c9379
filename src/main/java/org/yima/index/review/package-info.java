/** Doubts about identities: the queue that reviewers work through, and what they decide. */
@CheckReturnValue
package org.yima.index.review;

import com.google.errorprone.annotations.CheckReturnValue;
