package org.yima.gateway.mobilepay;

import org.yima.gateway.Outcome;
import org.yima.gateway.insurance.Done;
import org.yima.gateway.wallet.NotificationReply;

/** One mobile payment centre. Every call is sent once and takes bounded time. */
public interface MobilePayment {

  /**
   * 6201: uploads a bill with the patient's authorisation. No money moves; an upload whose answer
   * is lost ends with its authorisation, and is repeated with a new one.
   */
  Outcome<Uploaded> upload(BillUpload bill);

  /**
   * 6202: orders an uploaded bill and pre-settles it. After an unknown outcome {@link #query} tells
   * whether it is pre-settled.
   */
  Outcome<PayOrder> place(OrderPlacement order);

  /** 6301: where an order stands. */
  Outcome<PayOrder> query(OrderKey order);

  /**
   * 6401: takes an order back that nobody paid, for good. Repeatable.
   *
   * @return declined with ALREADY_PAID when the payer was faster
   */
  Outcome<Done> revoke(OrderKey order);

  /**
   * 6203: returns an order's money. Whether the centre answers a repetition with the same answer is
   * not published, so an unknown outcome is asked for by {@link #query} and never sent again
   * blindly.
   */
  Outcome<Refunded> refund(RefundRequest refund);

  /**
   * 6302: verifies and reads what the centre tells of a settled order.
   *
   * @param body as received, in UTF-8
   * @return a verified fact or a refusal; never throws for whatever was sent
   */
  MobileNotification parseNotification(String body);

  /** What the centre wants to hear once the institution settled, too. */
  NotificationReply accepted();

  /** What makes the centre tell it again. */
  NotificationReply refused();
}
