/**
 * Bills, plans, payments with their legs, the ledger and refunds: one bill, one confirmation,
 * several payers, and whatever fails, the bill ends fully paid or every cent is back.
 *
 * <p>The root is the face: {@link org.yima.payment.Bills} opens, closes and refunds the bills of
 * other rooms, and {@code bill.paid} and {@code bill.refunded} tell them what became of it. Yima
 * never holds money; the ledger mirrors what moved between others. Who pays may be another than the
 * patient: from the patient's wallet or from their own, never from a third person's. A bill that
 * the bureau has settled stays with whom it was settled for. What does not end by itself has an
 * owner ({@code payment.attention}), and nothing stays at the bureau that nobody uses ({@code
 * payment.visit}).
 */
@CheckReturnValue
package org.yima.payment;

import com.google.errorprone.annotations.CheckReturnValue;
