/** Chains committed rows by hash, per table and bucket, and anchors the chains' heads each day. */
@CheckReturnValue
package org.yima.platform.seal;

import com.google.errorprone.annotations.CheckReturnValue;
