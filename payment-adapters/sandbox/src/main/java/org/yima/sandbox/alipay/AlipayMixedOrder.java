package org.yima.sandbox.alipay;

import java.time.Instant;
import java.util.Map;

/**
 * An order of medical insurance and cash. How its insurance stands is kept by the centre.
 *
 * @param said what the merchant said of it, without authorisations, as every answer repeats it
 * @param cash what the wallet takes, fen
 * @param payOrderId the centre's order; empty text when insurance has no part
 * @param digest of the request, to tell a repetition from another one
 * @param failure why the insured part failed; empty text while it did not
 * @param refunded fen of the cash that went back
 */
record AlipayMixedOrder(
    String seller,
    String outTradeNo,
    String tradeNo,
    String buyer,
    Map<String, String> said,
    String notifyUrl,
    String callbackUrl,
    long cash,
    String payOrderId,
    String digest,
    State state,
    Instant expiresAt,
    Instant paidAt,
    String failure,
    long refunded) {

  enum State {
    INIT,
    PAYING,
    SUCCESS,
    REVERSED,
    CLOSED
  }

  String key() {
    return AlipayTrade.key(seller, outTradeNo);
  }

  boolean hasInsurance() {
    return !payOrderId.isEmpty();
  }

  boolean isOpenAt(Instant now) {
    return (state == State.INIT || state == State.PAYING) && now.isBefore(expiresAt);
  }

  State stateAt(Instant now) {
    boolean over = (state == State.INIT || state == State.PAYING) && !now.isBefore(expiresAt);
    return over ? State.CLOSED : state;
  }

  AlipayMixedOrder in(State other) {
    return with(other, paidAt, failure, refunded);
  }

  AlipayMixedOrder paid(Instant at) {
    return with(State.SUCCESS, at, failure, refunded);
  }

  AlipayMixedOrder failed(State other, String why) {
    return with(other, paidAt, why, refunded);
  }

  /**
   * The cash was taken and the insurance refused: it is over, and somebody has to return the cash.
   */
  AlipayMixedOrder oneSided(Instant at, String why) {
    return with(State.CLOSED, at, why, refunded);
  }

  AlipayMixedOrder returned(long fen) {
    return with(state, paidAt, failure, refunded + fen);
  }

  private AlipayMixedOrder with(State newState, Instant paid, String why, long back) {
    return new AlipayMixedOrder(
        seller,
        outTradeNo,
        tradeNo,
        buyer,
        said,
        notifyUrl,
        callbackUrl,
        cash,
        payOrderId,
        digest,
        newState,
        expiresAt,
        paid,
        why,
        back);
  }
}
