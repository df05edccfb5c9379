/**
 * Medical e-invoices (医疗电子票据), which the state's platform issues for what an institution was paid:
 * the port, and its adapter for platforms of the Bosssoft shape.
 *
 * <p>Every message is Base64 of JSON under an MD5 of itself and a shared key, in both directions.
 * An answer repeats nothing of its question, so that it belongs to it rests on the connection (TLS
 * or the institution's own line).
 *
 * <p>Field names are those of hospitals' programs; error codes, the numbers of the kinds of
 * business and what a repeated business number is answered with differ by platform, hence {@link
 * org.yima.gateway.einvoice.BosssoftProfile}.
 */
@CheckReturnValue
package org.yima.gateway.einvoice;

import com.google.errorprone.annotations.CheckReturnValue;
