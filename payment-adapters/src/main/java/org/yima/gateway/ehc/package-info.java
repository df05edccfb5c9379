/**
 * A provincial card platform over its {@code ehc.*} methods: one address, an SM3 digest over the
 * call with the shared secret, and business fields under SM4.
 *
 * <p>The requests follow what is published of the interface. No table of its refusals and no text
 * on the form of its answers was found, so both are settings: which code means what, and whether
 * answers carry a digest.
 */
@CheckReturnValue
package org.yima.gateway.ehc;

import com.google.errorprone.annotations.CheckReturnValue;
