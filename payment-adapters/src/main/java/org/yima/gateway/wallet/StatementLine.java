package org.yima.gateway.wallet;

import java.time.LocalDateTime;

/** One line of a wallet's statement. Who paid is left out: it is not needed to reconcile. */
public sealed interface StatementLine {

  /** The merchant that the line is about, as {@link Merchant#account}. */
  String account();

  /** Our order number. */
  String orderNumber();

  /** The wallet's number of the order. */
  String transactionId();

  /** In the wallet's zone. */
  LocalDateTime at();

  /**
   * Money that came in.
   *
   * @param totalFen what the order was paid with
   * @param feeText the wallet's own charge as printed: it has five decimals, so it is no amount in
   *     fen
   */
  record ChargeLine(
      String account,
      String orderNumber,
      String transactionId,
      LocalDateTime at,
      long totalFen,
      String feeText)
      implements StatementLine {}

  /** Money that went back. */
  record RefundLine(
      String account,
      String orderNumber,
      String transactionId,
      LocalDateTime at,
      String refundNumber,
      String refundId,
      long refundFen,
      Refund.State state)
      implements StatementLine {}

  /**
   * What the wallet booked and no call of these interfaces made, or whose numbers it cut: nothing
   * of ours has to agree with it, and it has to be looked at by somebody.
   *
   * @param orderNumber as the wallet shows it, which may be empty or cut
   * @param kind the wallet's own word for what it is
   * @param fen how much it is about; which way it went is the kind's to say
   */
  record OtherLine(
      String account,
      String orderNumber,
      String transactionId,
      LocalDateTime at,
      String kind,
      long fen)
      implements StatementLine {}
}
