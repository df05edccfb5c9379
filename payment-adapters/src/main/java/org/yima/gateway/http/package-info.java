/**
 * What the adapters over plain HTTP share: one call in bounded time, strict JSON, and the step from
 * "not what the protocol allows" to an unknown outcome.
 */
@CheckReturnValue
package org.yima.gateway.http;

import com.google.errorprone.annotations.CheckReturnValue;
