/**
 * Medical e-invoices (医疗电子票据), which the state's platform issues for what an institution was paid:
 * the port, and its adapter for platforms of the Bosssoft shape.
 *
 * <p>Every message is Base64 of JSON under an MD5 of itself and a shared key, in both directions.
 * An answer repeats nothing of its question, so that it belongs to it rests on the connection (TLS
 * or the institution's own line).
 *
 * <p>Field names are those of hospitals' programs. Less sure than those of an invoice are the names
 * and values of how an invoice stands ({@code state} 1 and 2, {@code isPrtPaper}, {@code
 * isScarlet}), of paper forms and of ways of payment ({@code payChannelCode}, {@code
 * payChannelValue}): they are not configuration, and a platform that names them otherwise is
 * answered with Unknown and never with a wrong state. Error codes, the numbers of the kinds of
 * business and what a repeated business number is answered with differ by platform, hence {@link
 * org.yima.gateway.einvoice.BosssoftProfile}.
 */
@CheckReturnValue
package org.yima.gateway.einvoice;

import com.google.errorprone.annotations.CheckReturnValue;
