/**
 * The technology compatibility kit: what every adapter has to do, whatever its gateway, tried
 * against the gateway's sandbox over real HTTP. An adapter joins by a {@link
 * org.yima.gateway.tck.Driver} and a line in {@link org.yima.gateway.tck.ConformanceTest}.
 */
@CheckReturnValue
package org.yima.gateway.tck;

import com.google.errorprone.annotations.CheckReturnValue;
