/**
 * UnionPay's all-channel platform (ACP 5.1.0): WAP by a form, app by a {@code tn}, the merchant's
 * code, the payer's code, queries, cancellations, refunds, the day's file and back notifications.
 * Our own client, for the official kit is published nowhere that a build can fetch it from.
 *
 * <p>An institution signs with its own certificate (method 01) or secret (11, 12). What comes back
 * is believed when its certificate chains to UnionPay's root, is UnionPay's, may sign and signed
 * the message (revocation is not asked for), and the message repeats merchant, number, time and
 * type of what was asked. A query's answer carries the type of the transaction that was asked for,
 * which must be the one expected: a refund's number is no order. There is no nonce, so that an
 * answer is not an older one to the same question rests on TLS. A notification must read back as
 * the same fields from the text that its signature covers.
 *
 * <p>An order is known by its number <em>and</em> its {@code txnTime}. There is no closing: an
 * order ends when its {@code payTimeout} is over, so none is sent whose timeout is beyond {@link
 * org.yima.gateway.unionpay.UnionPayProfile#payWindow}, and only after that window an answer other
 * than "paid" is final: any code then, but those that leave it open (03, 04, 05), with which the
 * query itself is unknown. Where the payer was debited all the same (42, 74, 75), the order is
 * DEBITED at once, for a person to clear up with the day's file. An order sent again is the same;
 * when the platform calls it a repetition (12), the first {@code tn} or code is not told again, and
 * the order is running until it is found. Refunds, cancellations and payments by code are accepted
 * first and decided later, and so they are answered by {@code Pending} until a query knows. A
 * refund or cancellation is asked for by its own number before it is sent. A payment by code that
 * was undone stays "00", so that its cancellation is asked for as well, and it is CLOSED then. A
 * cancellation that the settlement day is too late for is sent as a refund of the whole under
 * another number made of the order's, and one that is refused is asked for once more, for an
 * earlier one may have arrived. Of a failure that is reported, only that of a payment by code is
 * the end of an order.
 *
 * <p>A message's {@code orderId} may have 40 characters, the day's file shows 32. Orders have at
 * most 32, and refunds are packed into them where they have more.
 *
 * <p>Of the browser's channels only WAP (08) is spoken, not the desktop's (07).
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
