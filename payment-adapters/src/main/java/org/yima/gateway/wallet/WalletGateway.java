package org.yima.gateway.wallet;

import java.time.LocalDate;
import java.util.Map;
import org.yima.gateway.Outcome;

/** One wallet, its protocol hidden. All calls block for a bounded time. */
public interface WalletGateway {

  /**
   * Prepares an order that the payer then confirms in the wallet. Idempotent by order number: a
   * second one is never made. UnionPay tells what the payer has to do once, and a repetition that
   * it does not take for the same is pending without it.
   *
   * @return pending with what the payer has to do; never succeeded, for no money moves here;
   *     declined with NOT_PERMITTED for a way that the wallet does not have
   */
  Outcome<Charge> prepay(Merchant merchant, Prepay order);

  /**
   * Charges the payer who shows this code, at once. Not to be repeated: what became of one whose
   * answer is unknown is asked for, and reversed when it is not wanted any more.
   *
   * @return succeeded with the paid order; pending while the payer types the password; declined
   *     when nothing moved and nothing will; unknown also when the wallet says that the order is
   *     paid or its number used, for that may be of this very call
   */
  Outcome<Charge> payByCode(Merchant merchant, CodePayment payment);

  /**
   * Undoes a payment by code, whatever had become of it. Repeatable, and to be repeated until it is
   * answered. A query of an order that was undone says CLOSED, or REFUNDED where the wallet knows
   * it as a refund; a report of the payment may still come, and does not know better.
   *
   * @return declined with NOT_FOUND for an order the wallet does not know, which may yet arrive,
   *     and with PAYER_DEBITED for one that a person has to clear up
   */
  Outcome<Reversed> reverse(Merchant merchant, OrderRef order);

  /** Asks for an order by our number. An order the wallet does not know is a success, NOT_FOUND. */
  Outcome<Charge> query(Merchant merchant, OrderRef order);

  /**
   * Closes an unpaid order, so that it can never be paid. Repeatable.
   *
   * @return succeeded when the wallet confirms it is closed; declined with ALREADY_PAID when the
   *     payer was faster, with PAYER_DEBITED when the money is neither here nor there; pending
   *     where the wallet has no word for closing (UnionPay) and the order has yet to expire
   */
  Outcome<Closed> close(Merchant merchant, OrderRef order);

  /**
   * Returns money of a paid order. Idempotent by refund number; never sent twice by the adapter.
   *
   * @return succeeded when it has arrived; pending while the wallet works on it, and where the
   *     merchant has to act on one that could not arrive ({@link #queryRefund} says ABNORMAL);
   *     declined with CLOSED when it was taken once and ended without moving anything
   */
  Outcome<Refund> refund(Merchant merchant, RefundOrder order);

  /** Asks for a refund by our number. One the wallet does not know is a success, NOT_FOUND. */
  Outcome<Refund> queryRefund(Merchant merchant, RefundRef refund);

  /**
   * Fetches the statement of a day (in the wallet's zone, China Standard Time), with its digest and
   * its totals checked. To be closed by the caller.
   *
   * @return one without lines for a day of which the wallet says that nothing was traded; declined
   *     with BUSY while the wallet is still making it; declined with NOT_FOUND where the wallet
   *     says no more than that it has none, which is said of a day without trades and of one whose
   *     statement is not made yet: it agrees with books that have nothing of that day, and with no
   *     others
   */
  Outcome<Statement> statement(Merchant merchant, LocalDate day);

  /**
   * Verifies and reads a notification.
   *
   * @param headers as received, names in any case
   * @param body exactly as received, in UTF-8
   * @return a verified fact or a refusal; never throws for whatever was sent
   */
  Notification parseNotification(Map<String, String> headers, String body);

  /** What the wallet wants to hear once the fact is stored. */
  NotificationReply accepted();

  /** What makes the wallet send the notification again, or leave it when it was forged. */
  NotificationReply refused();
}
