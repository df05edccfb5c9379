package org.yima.sandbox.unionpay;

import java.time.Instant;

/**
 * A transaction of a merchant: a payment, a cancellation or a refund.
 *
 * @param kind what faults call it
 * @param ticket what its payer names it by: the {@code tn}, the end of the code, the page's number
 * @param payTimeout after which nobody can pay it any more; absent for what the payer does not
 *     confirm
 * @param signMethod by which its merchant is told of it
 * @param digest of the request, to tell a repetition from another request
 * @param code why it failed, while it has
 * @param payer who paid; absent before
 * @param returned fen already on their way back
 * @param original the key of the payment that a cancellation or refund is about
 */
record AcpOrder(
    String merId,
    String orderId,
    String txnTime,
    Kind kind,
    String txnType,
    String txnSubType,
    String bizType,
    String ticket,
    String description,
    long amount,
    String backUrl,
    String reqReserved,
    Instant payTimeout,
    Instant createdAt,
    String signMethod,
    String digest,
    State state,
    String code,
    String queryId,
    String traceNo,
    Instant doneAt,
    String payer,
    long returned,
    String original) {

  /** By the way it came. */
  enum Kind {
    WAP,
    APP,
    QR,
    CODE,
    CANCEL,
    REFUND;

    /** Whether the payer begins it, so that it stays unknown to queries until then. */
    boolean begunByPayer() {
      return this == WAP || this == APP || this == QR;
    }

    boolean isPayment() {
      return begunByPayer() || this == CODE;
    }
  }

  /** FAILED is final unless the payer may try again. */
  enum State {
    WAITING,
    DONE,
    FAILED
  }

  static String key(String merId, String orderId, String txnTime) {
    return merId + "/" + orderId + "/" + txnTime;
  }

  String key() {
    return key(merId, orderId, txnTime);
  }

  /** Whether a payer can still confirm it. */
  boolean waits(Instant now) {
    return kind.isPayment()
        && (state == State.WAITING || (state == State.FAILED && kind.begunByPayer()))
        && now.isBefore(payTimeout);
  }

  /** Whether its time went by without a payment, and nobody was debited since. */
  boolean isUnpaidAfter(Instant now) {
    return kind.isPayment()
        && state != State.DONE
        && !AcpCode.TAKEN_TOO_LATE.equals(code)
        && !now.isBefore(payTimeout);
  }

  AcpOrder asked(String who) {
    return with(state, code, queryId, traceNo, doneAt, who, returned);
  }

  AcpOrder done(String query, String trace, Instant at, String who) {
    return with(State.DONE, null, query, trace, at, who, returned);
  }

  AcpOrder failed(String why) {
    return with(State.FAILED, why, queryId, traceNo, doneAt, payer, returned);
  }

  /** So much goes back; negative when it did not arrive. */
  AcpOrder returning(long fen) {
    return with(state, code, queryId, traceNo, doneAt, payer, returned + fen);
  }

  private AcpOrder with(
      State next, String why, String query, String trace, Instant at, String who, long back) {
    return new AcpOrder(
        merId,
        orderId,
        txnTime,
        kind,
        txnType,
        txnSubType,
        bizType,
        ticket,
        description,
        amount,
        backUrl,
        reqReserved,
        payTimeout,
        createdAt,
        signMethod,
        digest,
        next,
        why,
        query,
        trace,
        at,
        who,
        back,
        original);
  }
}
