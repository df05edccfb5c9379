package org.yima.gateway.wallet;

import java.util.Map;
import org.yima.gateway.Outcome;

/**
 * Medical insurance and the payer's own money in one order of a wallet (医保自费混合收款). The centre has
 * ordered and pre-settled before (6201, 6202); here the wallet takes the cash and has the centre
 * settle the insured part. All calls block for a bounded time.
 */
public interface MixedGateway {

  /**
   * Prepares an order that the payer then confirms in the wallet. Idempotent by order number: an
   * order that is there already is the answer when it says the same.
   *
   * @return pending with what the payer has to do; never succeeded, for nothing moves here
   */
  Outcome<MixedCharge> order(Merchant merchant, MixedOrder order);

  /** Asks for an order by our number. An order the wallet does not know is a success, NOT_FOUND. */
  Outcome<MixedCharge> query(Merchant merchant, OrderRef order);

  /**
   * Closes an order that the payer has not begun. Repeatable. The centre's order is not closed by
   * it: that is revoked there (6401).
   *
   * @return succeeded when it can not be paid any more; pending while the payer is at it, or where
   *     the wallet has no word for closing (an order without cash, or whose cash nobody has begun)
   *     until the centre has revoked it; declined with ALREADY_PAID
   */
  Outcome<Closed> close(Merchant merchant, OrderRef order);

  /**
   * Returns the cash of a paid order and tells the wallet what the centre has returned before
   * (6203). Both steps are idempotent by the refund's number: what is unknown is done again.
   *
   * @return succeeded when the cash has arrived and the wallet has been told; pending while the
   *     cash is under way, and where the wallet or the merchant has to act on cash that could not
   *     arrive ({@link #queryRefund} says ABNORMAL); declined when nothing moved; unknown also when
   *     the cash was accepted and only the telling was not
   */
  Outcome<MixedRefund> refund(Merchant merchant, MixedRefundOrder order);

  /**
   * Asks for the cash of a refund by our number. One the wallet does not know, as one without cash,
   * is a success, NOT_FOUND. Whether the wallet has been told what the centre returned can not be
   * asked: {@link #refund} tells it again.
   */
  Outcome<Refund> queryRefund(Merchant merchant, RefundRef refund);

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
