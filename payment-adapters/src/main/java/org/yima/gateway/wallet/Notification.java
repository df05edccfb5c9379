package org.yima.gateway.wallet;

/** What a message at our door turned out to be. */
public sealed interface Notification {

  /**
   * A verified fact about an order.
   *
   * @param id the wallet's id of the notification, the same when it is sent again
   */
  record ChargeChanged(String id, Merchant merchant, Charge charge) implements Notification {}

  /**
   * A verified fact about a refund.
   *
   * @param provider as in {@link Merchant}
   * @param account as in {@link Merchant}
   */
  record RefundChanged(String id, String provider, String account, Refund refund)
      implements Notification {}

  /**
   * A verified fact about an order that insurance and the payer pay together.
   *
   * @param id the wallet's id of the notification, the same when it is sent again
   */
  record MixedChanged(String id, Merchant merchant, MixedCharge charge) implements Notification {}

  /** Verified, but of a kind this adapter has no use for; to be acknowledged and left. */
  record Ignored(String id) implements Notification {}

  /** Not believed. Nothing of its content is carried. */
  record Refused(Reason reason) implements Notification {}

  /** Why a message was not believed. */
  enum Reason {
    /** A header that the signature needs is missing. */
    HEADERS_MISSING,
    /** Signed for another key, wrongly, or too long ago. */
    BAD_SIGNATURE,
    /** Signed well, but it can not be decrypted or does not have the shape of its kind. */
    UNREADABLE
  }
}
