package org.yima.payment.leg;

import java.time.Instant;

/** What to ask about one leg, on the way forward and on the way back. */
final class LegWay {
  private LegWay() {}

  static Turn forward(Leg leg, Instant now) {
    if (leg.notBefore().isAfter(now)) {
      return Turn.waitUntil(leg.notBefore());
    }
    return switch (leg.kind()) {
      case WALLET -> Turn.ask(leg, forwardWallet(leg));
      case INSURANCE ->
          Turn.ask(leg, leg.state() == LegState.PLANNED ? Op.SETTLE : Op.QUERY_SETTLEMENT);
      case COMMERCIAL -> Turn.ask(leg, Op.GUARANTEE);
    };
  }

  /**
   * An order that may have been prepared is prepared again, now and then asked for; a code is
   * charged once.
   */
  private static Op forwardWallet(Leg leg) {
    if (leg.byCode()) {
      return leg.state() == LegState.PLANNED ? Op.PAY_CODE : Op.QUERY_CHARGE;
    }
    boolean ask =
        leg.state() == LegState.AWAITING_PAYER
            || (leg.state() == LegState.UNKNOWN && leg.tries() % 3 == 2);
    return ask ? Op.QUERY_CHARGE : Op.PREPAY;
  }

  static Turn claim(Leg leg, Instant now) {
    boolean open = leg.state() == LegState.SUCCEEDED || leg.state() == LegState.CLAIMING;
    if (!open) {
      return Turn.rest();
    }
    return leg.notBefore().isAfter(now) ? Turn.waitUntil(leg.notBefore()) : Turn.ask(leg, Op.CLAIM);
  }

  static Turn back(Payment payment, Leg leg, Instant now) {
    if (leg.state().gone()) {
      return Turn.rest();
    }
    if (leg.state() == LegState.PLANNED) {
      return Turn.change(payment.with(leg.to(LegState.CLOSED)));
    }
    if (leg.kind() == LegKind.WALLET && leg.moved() > 0) {
      return cashBack(payment, leg, now);
    }
    if (leg.notBefore().isAfter(now) && waits(leg)) {
      return Turn.waitUntil(leg.notBefore());
    }
    return Turn.ask(leg, backOp(leg));
  }

  /** What waited for the payer or for a better time to go forward need not wait to go back. */
  private static boolean waits(Leg leg) {
    return switch (leg.state()) {
      case AWAITING_PAYER, SUCCEEDED, CLAIMED, CLAIM_REFUSED -> false;
      case PLANNED,
          REQUESTED,
          UNKNOWN,
          CLAIMING,
          DECLINED,
          CLOSING,
          CLOSED,
          RETURNING,
          RETURN_BLOCKED,
          RETURNED ->
          true;
    };
  }

  private static Op backOp(Leg leg) {
    boolean odd = leg.tries() % 2 == 1;
    return switch (leg.kind()) {
      case WALLET -> backWallet(leg, odd);
      case INSURANCE -> backInsurance(leg, odd);
      case COMMERCIAL -> backCommercial(leg, odd);
    };
  }

  private static Op backWallet(Leg leg, boolean odd) {
    boolean under = leg.state() == LegState.CLOSING || leg.state() == LegState.RETURN_BLOCKED;
    if (under && odd) {
      return Op.QUERY_CHARGE;
    }
    return leg.byCode() ? Op.REVERSE_CHARGE : Op.CLOSE_CHARGE;
  }

  private static Op backInsurance(Leg leg, boolean odd) {
    return switch (leg.state()) {
      case CLOSING -> leg.barred() || odd ? Op.QUERY_SETTLEMENT : Op.BAR_SETTLEMENT;
      case RETURNING -> odd ? Op.QUERY_SETTLEMENT : Op.REVERSE_SETTLEMENT;
      case RETURN_BLOCKED -> leg.blockedAndSeen() ? Op.REVERSE_SETTLEMENT : Op.QUERY_SETTLEMENT;
      case SUCCEEDED -> Op.REVERSE_SETTLEMENT;
      default -> Op.BAR_SETTLEMENT;
    };
  }

  /**
   * A guarantee that may exist is made to exist, for only then can it be released for good: asking
   * for it again under its id changes nothing where it was given. An insurer that can do neither
   * for long has forgotten it, or never heard of it: it is not asked for any more, only released.
   */
  private static Op backCommercial(Leg leg, boolean odd) {
    return switch (leg.state()) {
      case CLAIMED -> Op.REVERSE_CLAIM;
      case CLAIMING -> Op.CLAIM;
      case CLOSING -> odd && !leg.forgotten() ? Op.GUARANTEE : Op.RELEASE;
      case RETURNING, RETURN_BLOCKED -> leg.claimed() ? Op.REVERSE_CLAIM : Op.RELEASE;
      default -> Op.RELEASE;
    };
  }

  private static Turn cashBack(Payment payment, Leg leg, Instant now) {
    if (leg.available() > 0) {
      return Turn.change(payment.with(leg.returning(leg.available())));
    }
    Turn turn = returns(payment, leg, now);
    return turn.rests() ? Turn.change(payment.with(leg.mark(LegState.RETURNED))) : turn;
  }

  /** Brings the planned returns of a leg through. */
  static Turn returns(Payment payment, Leg leg, Instant now) {
    return leg.returns().stream().map(back -> one(leg, back, now)).reduce(Turn.rest(), Turn::or);
  }

  private static Turn one(Leg leg, Return back, Instant now) {
    if (back.state() == ReturnState.DONE || back.state() == ReturnState.FAILED) {
      return Turn.rest();
    }
    if (back.notBefore().isAfter(now)) {
      return Turn.waitUntil(back.notBefore());
    }
    boolean order =
        back.state() == ReturnState.PLANNED
            || (back.state() == ReturnState.BLOCKED && back.tries() % 2 == 0);
    return Turn.ask(leg, order ? Op.REFUND : Op.QUERY_REFUND, back.number(), back.amount());
  }
}
