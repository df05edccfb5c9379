/**
 * UnionPay's all-channel platform (ACP 5.1.0): WAP by a form, app by a {@code tn}, the merchant's
 * code, the payer's code, queries, cancellations, refunds, the day's file and back notifications.
 * Our own client, for the official kit is published nowhere that a build can fetch it from.
 *
 * <p>An institution signs with its own certificate (method 01) or secret (11, 12). What comes back
 * is believed when its certificate chains to UnionPay's root, is UnionPay's and signed the message,
 * and the message repeats merchant, number, time and type of what was asked. There is no nonce, so
 * that an answer is not an older one to the same question rests on TLS.
 *
 * <p>An order is known by its number <em>and</em> its {@code txnTime}. There is no closing: an
 * order ends when its {@code payTimeout} is over, so none is sent whose timeout is beyond {@link
 * org.yima.gateway.unionpay.UnionPayProfile#payWindow}, and only after that window an answer other
 * than "paid" is final. Refunds, cancellations and payments by code are accepted first and decided
 * later, and so they are answered by {@code Pending} until a query knows.
 *
 * <p>Not tried against the live platform, hence configuration ({@link
 * org.yima.gateway.unionpay.UnionPayProfile}): product numbers per call, the owner's name in the
 * certificate, the layout of the {@code ZM} file. Not known: which code refuses a refund for want
 * of money, and an unusable payer's code (here 64 and 61); how old a {@code txnTime} may be, which
 * a repeated refund or a cancellation brings along.
 */
@CheckReturnValue
package org.yima.gateway.unionpay;

import com.google.errorprone.annotations.CheckReturnValue;
