/**
 * Bills, plans, payments with their legs, the ledger and refunds: one bill, one confirmation,
 * several payers, and whatever fails, the bill ends fully paid or every cent is back.
 *
 * <p>The root is the face: {@link org.yima.payment.Bills} opens, closes and refunds the bills of
 * other rooms, and {@code bill.paid} and {@code bill.refunded} tell them what became of it. Yima
 * never holds money; the ledger mirrors what moved between others. Who pays may be another than the
 * patient: from the patient's wallet or from their own, never from a third person's; or, before a
 * terminal, whoever shows a wallet's own code. A bill that the bureau has settled stays with whom
 * it was settled for. What does not end by itself has an owner ({@code payment.attention}), and
 * nothing stays at the bureau that nobody uses ({@code payment.visit}).
 *
 * <p>Thin so far: the wallet is WeChat's, and a payer of Alipay is bound but pays nothing yet; a
 * bill that the hospital's own system would settle (HIS_LED) is kept and paid without insurance
 * alone; deposits and subsidies bear nothing; nothing compares the ledger with the channels' daily
 * statements yet; the bureau is told a disease's code in place of its name.
 */
@CheckReturnValue
package org.yima.payment;

import com.google.errorprone.annotations.CheckReturnValue;
