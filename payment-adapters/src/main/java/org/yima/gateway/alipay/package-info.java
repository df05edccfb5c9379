/**
 * Alipay's open platform, version 2 of its gateway: the wallet ({@code alipay.trade.*}), orders
 * that medical insurance pays too ({@code alipay.commerce.medical.trade.*} or {@code
 * alipay.commerce.medical.payment.*}, whichever an institution was opened for), who a payer is, and
 * the insurance authorisation given in Alipay.
 *
 * <p>The official client ({@code alipay-sdk-java}) writes and signs every call. Two of its habits
 * are not taken over: its own HTTP client has no bound for a call as a whole, so that calls leave
 * through {@link org.yima.gateway.http.BoundedHttp}, which it allows; and it reads an answer's
 * fields without making sure that they are the text it verified, so that answers are read here,
 * strictly, from that text. Its log, which holds whole calls, is switched off. Of what it brings
 * along, old releases of what is here already are left out.
 *
 * <p>As the client writes the time into a call, that time is the system's.
 */
@CheckReturnValue
package org.yima.gateway.alipay;

import com.google.errorprone.annotations.CheckReturnValue;
