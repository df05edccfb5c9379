/** The manners of the API that all rooms share: problems, trace ids, strict JSON, size limits. */
@CheckReturnValue
package org.yima.platform.http;

import com.google.errorprone.annotations.CheckReturnValue;
