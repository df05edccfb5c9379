/** What callers prove themselves with: one-time codes, passwords, second factors, client keys. */
@CheckReturnValue
package org.yima.access.credential;

import com.google.errorprone.annotations.CheckReturnValue;
