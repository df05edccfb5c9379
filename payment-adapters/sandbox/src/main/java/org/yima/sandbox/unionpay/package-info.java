/**
 * UnionPay's all-channel platform (ACP 5.1.0) from its own side: WAP, app, merchant's and payer's
 * codes, queries, cancellations, refunds, back notifications and the day's file.
 *
 * <p>Every message is a form whose sorted fields are digested and signed; answers carry the
 * certificate they are signed with, which a small chain (root and middle) vouches for. That chain
 * is made when the sandbox first starts and can be read at {@code /control/unionpay/certificates}.
 *
 * <p>Not known and chosen here: how far {@code txnTime} may be from now (a day), that an order
 * which nobody began to pay is "not found" (34), which code refuses a refund from too low a balance
 * (64) and an unusable payer's code (61).
 */
package org.yima.sandbox.unionpay;
