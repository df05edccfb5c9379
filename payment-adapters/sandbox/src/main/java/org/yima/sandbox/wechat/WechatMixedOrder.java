package org.yima.sandbox.wechat;

import java.time.Instant;
import java.util.Map;

/**
 * An order of medical insurance and cash. How its cash stands is kept by the cash order of the same
 * number, how its insurance stands by the centre.
 *
 * @param said what the merchant said of it, without people, as every answer repeats it
 * @param cash what the wallet takes, fen
 * @param payOrderId the centre's order; null when insurance has no part
 * @param request a digest, to tell a repetition from another request
 * @param failReason null when nothing failed
 * @param returned fen of insurance money that the merchant has told to be returned
 */
record WechatMixedOrder(
    String subMchid,
    String outTradeNo,
    String mixTradeNo,
    String openid,
    Map<String, Object> said,
    String callbackUrl,
    long cash,
    String payOrderId,
    String request,
    State state,
    Instant createdAt,
    Instant paidAt,
    String failReason,
    long returned) {

  /** What happened to it; a later refund of either part is not a state of its own here. */
  enum State {
    CREATED,
    USER_PAYING,
    SUCCESS,
    REVERSED,
    FAIL
  }

  String key() {
    return WechatOrder.key(subMchid, outTradeNo);
  }

  boolean isOpen() {
    return state == State.CREATED || state == State.USER_PAYING;
  }

  boolean hasInsurance() {
    return payOrderId != null;
  }

  WechatMixedOrder in(State next) {
    return with(next, paidAt, failReason, returned);
  }

  WechatMixedOrder paid(Instant at) {
    return with(State.SUCCESS, at, null, returned);
  }

  WechatMixedOrder failed(State next, String reason) {
    return with(next, paidAt, reason, returned);
  }

  WechatMixedOrder returned(long fen) {
    return with(state, paidAt, failReason, returned + fen);
  }

  private WechatMixedOrder with(State next, Instant paid, String reason, long back) {
    return new WechatMixedOrder(
        subMchid,
        outTradeNo,
        mixTradeNo,
        openid,
        said,
        callbackUrl,
        cash,
        payOrderId,
        request,
        next,
        createdAt,
        paid,
        reason,
        back);
  }
}
