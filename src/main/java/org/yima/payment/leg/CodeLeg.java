package org.yima.payment.leg;

import static org.yima.payment.leg.LegState.AWAITING_PAYER;
import static org.yima.payment.leg.LegState.CLOSED;
import static org.yima.payment.leg.LegState.CLOSING;
import static org.yima.payment.leg.LegState.DECLINED;
import static org.yima.payment.leg.LegState.PLANNED;
import static org.yima.payment.leg.LegState.REQUESTED;
import static org.yima.payment.leg.LegState.RETURNED;
import static org.yima.payment.leg.LegState.RETURN_BLOCKED;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Cash by a code that a payer showed. The call that pays is sent once: whatever is not known of it
 * is asked for. Once it is not wanted any more it is reversed until the wallet has answered that,
 * and from then on no word of a success is taken for money that stands, for the reversal may have
 * sent it back before or after.
 */
final class CodeLeg {
  /** A code dies in the wallet by the end of its payment; no call is under way for longer. */
  private static final Duration ARRIVED = Duration.ofMinutes(2);

  /** A cashier waits: while the password is typed it is asked for at least this often. */
  private static final int PATIENT_TRIES = 2;

  private CodeLeg() {}

  static Leg learn(Leg leg, Op op, Answer answer, Instant payBy, Instant now) {
    return switch (answer.word()) {
      case PAID -> paid(leg, answer, now);
      case AWAITING, UNPAID -> unpaid(leg, now);
      case DEAD -> dead(leg);
      case ABSENT -> absent(leg, payBy, now);
      case REFUSED, DENIED -> refused(leg, op, now);
      case BUSY, UNASKED ->
          op == Op.PAY_CODE && leg.state() == REQUESTED
              ? leg.again(PLANNED, Backoff.unknown(leg.tries(), now))
              : LegMachine.later(leg, now);
      default -> LegMachine.later(leg, now);
    };
  }

  private static Leg paid(Leg leg, Answer answer, Instant now) {
    return switch (leg.state()) {
      case PLANNED, REQUESTED, UNKNOWN, AWAITING_PAYER ->
          LegMachine.asIfAsked(leg).succeeded(answer.amount(), answer.number(), Optional.empty());
      case DECLINED, CLOSED, RETURNED -> leg.to(CLOSING);
      default -> LegMachine.later(leg, now);
    };
  }

  private static Leg unpaid(Leg leg, Instant now) {
    return switch (leg.state()) {
      case PLANNED, REQUESTED, UNKNOWN ->
          LegMachine.asIfAsked(leg).given().to(AWAITING_PAYER).waiting(Backoff.payer(0, now));
      case AWAITING_PAYER ->
          leg.again(AWAITING_PAYER, Backoff.payer(Math.min(leg.tries(), PATIENT_TRIES), now));
      case CLOSED -> leg.to(CLOSING);
      case DECLINED, RETURNED -> leg;
      default -> LegMachine.later(leg, now);
    };
  }

  private static Leg dead(Leg leg) {
    return switch (leg.state()) {
      case REQUESTED, UNKNOWN, AWAITING_PAYER -> leg.to(CLOSED);
      case CLOSING, RETURN_BLOCKED -> leg.to(RETURNED);
      default -> leg;
    };
  }

  /** What the wallet does not know may still arrive, as long as its code lives. */
  private static Leg absent(Leg leg, Instant payBy, Instant now) {
    return leg.state() == CLOSING && now.isAfter(payBy.plus(ARRIVED))
        ? leg.to(CLOSED)
        : LegMachine.later(leg, now);
  }

  /** As the call that pays is sent once, its refusal answers for all of it. */
  private static Leg refused(Leg leg, Op op, Instant now) {
    return switch (op) {
      case PAY_CODE ->
          switch (leg.state()) {
            case REQUESTED, UNKNOWN, CLOSING -> leg.to(DECLINED);
            default -> LegMachine.later(leg, now);
          };
      case REVERSE_CHARGE ->
          leg.state() == CLOSING || leg.state() == RETURN_BLOCKED
              ? leg.again(RETURN_BLOCKED, Backoff.owner(now))
              : leg;
      default -> LegMachine.later(leg, now);
    };
  }
}
