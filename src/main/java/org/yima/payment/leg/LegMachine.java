package org.yima.payment.leg;

import static org.yima.payment.leg.LegState.AWAITING_PAYER;
import static org.yima.payment.leg.LegState.CLAIMED;
import static org.yima.payment.leg.LegState.CLAIMING;
import static org.yima.payment.leg.LegState.CLAIM_REFUSED;
import static org.yima.payment.leg.LegState.CLOSED;
import static org.yima.payment.leg.LegState.CLOSING;
import static org.yima.payment.leg.LegState.DECLINED;
import static org.yima.payment.leg.LegState.PLANNED;
import static org.yima.payment.leg.LegState.REQUESTED;
import static org.yima.payment.leg.LegState.RETURNED;
import static org.yima.payment.leg.LegState.RETURNING;
import static org.yima.payment.leg.LegState.RETURN_BLOCKED;
import static org.yima.payment.leg.LegState.UNKNOWN;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One leg: what it becomes when it is asked about, and when an answer arrives.
 *
 * <p>Answers may come late, twice and in any order, so {@link #learn} takes every word in every
 * state. A word that says money moved is believed always; a word that says it did not is believed
 * only where it answers for all that was asked before.
 */
public final class LegMachine {
  /** An order that a payer may hold is taken for dead this long after its end, when unknown. */
  private static final Duration FORGOTTEN = Duration.ofMinutes(10);

  private LegMachine() {}

  /** The leg once the intent of this command is recorded. */
  static Leg begin(Leg leg, Command command) {
    return switch (command.op()) {
      case PREPAY, PAY_CODE, SETTLE -> leg.state() == CLOSING ? leg : leg.mark(REQUESTED);
      case GUARANTEE -> guaranteeing(leg);
      case QUERY_CHARGE, QUERY_SETTLEMENT, QUERY_REFUND -> leg;
      case CLOSE_CHARGE, BAR_SETTLEMENT -> leg.mark(CLOSING);
      case REVERSE_CHARGE -> leg.state() == RETURN_BLOCKED ? leg : leg.mark(CLOSING);
      case REFUND -> leg.with(find(leg, command.number()).requested());
      case REVERSE_SETTLEMENT, REVERSE_CLAIM -> leg.mark(RETURNING);
      case RELEASE -> leg.state().stands() ? leg.mark(RETURNING) : keepOrClose(leg);
      case CLAIM -> leg.mark(CLAIMING);
    };
  }

  /**
   * A guarantee whose call was recorded before and never answered may have been given by it, so no
   * later refusal answers for both.
   */
  private static Leg guaranteeing(Leg leg) {
    return switch (leg.state()) {
      case CLOSING -> leg;
      case REQUESTED, UNKNOWN -> leg.mark(UNKNOWN);
      default -> leg.mark(REQUESTED);
    };
  }

  private static Leg keepOrClose(Leg leg) {
    return leg.state() == RETURNING || leg.state() == RETURN_BLOCKED
        ? leg.mark(RETURNING)
        : leg.mark(CLOSING);
  }

  private static Return find(Leg leg, String number) {
    return leg.returns().stream()
        .filter(r -> r.number().equals(number))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no such return"));
  }

  /**
   * The leg once the answer is known.
   *
   * @param payBy until when the payer could pay an order
   */
  static Leg learn(Leg leg, Command command, Answer answer, Instant payBy, Instant now) {
    return switch (leg.kind()) {
      case WALLET ->
          command.number().isEmpty()
              ? wallet(leg, command.op(), answer, payBy, now)
              : leg.with(returned(find(leg, command.number()), answer, leg.failedReturns(), now));
      case INSURANCE -> insurance(leg, command.op(), answer, now);
      case COMMERCIAL -> commercial(leg, command.op(), answer, now);
    };
  }

  private static Leg wallet(Leg leg, Op op, Answer answer, Instant payBy, Instant now) {
    if (leg.moved() > 0) {
      return leg;
    }
    if (leg.byCode()) {
      return CodeLeg.learn(leg, op, answer, payBy, now);
    }
    return switch (answer.word()) {
      case PAID -> asIfAsked(leg).succeeded(answer.amount(), answer.number(), Optional.empty());
      case AWAITING -> awaiting(leg);
      case DEAD -> leg.state().gone() || leg.state() == PLANNED ? leg : leg.to(CLOSED);
      case ABSENT -> absentCharge(leg, payBy, now);
      case REFUSED, DENIED ->
          op == Op.PREPAY && asked(leg) && !leg.handedOut() ? leg.to(DECLINED) : later(leg, now);
      case UNPAID -> leg.again(leg.state(), Backoff.payer(leg.tries(), now));
      case UNASKED -> unasked(leg, op, now);
      default -> later(leg, now);
    };
  }

  /** As long as nobody holds its parameters, an order that is not asked for now can't be paid. */
  private static Leg unasked(Leg leg, Op op, Instant now) {
    return op == Op.PREPAY && leg.state() == REQUESTED && !leg.handedOut()
        ? leg.again(PLANNED, Backoff.unknown(leg.tries(), now))
        : later(leg, now);
  }

  private static Leg awaiting(Leg leg) {
    return switch (leg.state()) {
      case PLANNED -> leg.given().mark(REQUESTED).to(AWAITING_PAYER);
      case REQUESTED, UNKNOWN -> leg.given().to(AWAITING_PAYER);
      case DECLINED, CLOSED -> leg.given().to(CLOSING);
      default -> leg.given();
    };
  }

  /**
   * While its parameters are not known to us nobody can pay an order, whether it arrives late or
   * not. One that its payer may hold is only given up well after its end.
   */
  private static Leg absentCharge(Leg leg, Instant payBy, Instant now) {
    boolean nobodyCanPay = !leg.handedOut() || now.isAfter(payBy.plus(FORGOTTEN));
    return leg.state() == CLOSING && nobodyCanPay ? leg.to(CLOSED) : later(leg, now);
  }

  private static Return returned(Return back, Answer answer, int failed, Instant now) {
    if (back.state() == ReturnState.DONE || back.state() == ReturnState.FAILED) {
      return back;
    }
    return switch (answer.word()) {
      case REVERSED -> back.to(ReturnState.DONE);
      case RUNNING -> back.again(ReturnState.RUNNING, Backoff.unknown(back.tries(), now));
      case RETURN_FAILED -> back.failed(Backoff.unknown(failed, now));
      case ABSENT -> back.again(ReturnState.PLANNED, Backoff.unknown(back.tries(), now));
      case REFUSED, DENIED -> back.again(ReturnState.BLOCKED, Backoff.owner(now));
      default -> back.again(back.state(), Backoff.unknown(back.tries(), now));
    };
  }

  private static Leg insurance(Leg leg, Op op, Answer answer, Instant now) {
    if (leg.state() == RETURN_BLOCKED) {
      return blocked(leg, answer, now);
    }
    return switch (answer.word()) {
      case SETTLED, UNBOOKABLE -> settled(leg, op, answer, now);
      case REVERSED -> reversed(leg);
      case ABSENT -> leg.state() == CLOSING && leg.barred() ? leg.to(CLOSED) : later(leg, now);
      case NOTED -> leg.state() == CLOSING ? leg.barring() : leg;
      case REFUSED, DENIED -> refused(leg, op, now);
      case BUSY, UNASKED ->
          op == Op.SETTLE && leg.state() == REQUESTED
              ? leg.again(PLANNED, Backoff.unknown(leg.tries(), now))
              : later(leg, now);
      default -> later(leg, now);
    };
  }

  /**
   * After 2601 a settlement seen is on its way out; one that stays is reversed by its number. One
   * that can not be booked stands with nothing of it known to have moved, until it is reversed.
   */
  private static Leg settled(Leg leg, Op op, Answer answer, Instant now) {
    return switch (leg.state()) {
      case REQUESTED, UNKNOWN, DECLINED, CLOSED -> settled(leg, answer);
      case CLOSING -> op == Op.SETTLE || leg.tries() >= 5 ? settled(leg, answer) : later(leg, now);
      case PLANNED -> settled(asIfAsked(leg), answer);
      default -> later(leg, now);
    };
  }

  private static Leg settled(Leg leg, Answer answer) {
    return leg.succeeded(answer.amount(), answer.number(), answer.shares());
  }

  private static Leg reversed(Leg leg) {
    return switch (leg.state()) {
      case RETURNING, RETURN_BLOCKED, SUCCEEDED -> leg.to(RETURNED);
      case REQUESTED, UNKNOWN, CLOSING -> leg.to(CLOSED);
      default -> leg;
    };
  }

  private static Leg refused(Leg leg, Op op, Instant now) {
    if (op == Op.SETTLE) {
      // Each settlement is sent once under its own id, so its refusal answers for all of it.
      return leg.state() == REQUESTED || leg.state() == UNKNOWN || leg.state() == CLOSING
          ? leg.to(DECLINED)
          : leg;
    }
    return op == Op.REVERSE_SETTLEMENT && leg.state() == RETURNING
        ? leg.blockedUnseen(leg.tries() == 0 ? now : Backoff.arrived(now))
        : later(leg, now);
  }

  /**
   * A refusal answers for the call that it was given to. Whether the settlement still stands, or an
   * earlier call whose answer was lost has reversed it, or the window has, only a look can tell.
   */
  private static Leg blocked(Leg leg, Answer answer, Instant now) {
    if (leg.notBefore().isAfter(now)) {
      // From the dead: asked before the refusal.
      return answer.word() == Answer.Word.REVERSED ? leg.to(RETURNED) : leg;
    }
    return switch (answer.word()) {
      case REVERSED -> leg.to(RETURNED);
      case SETTLED, UNBOOKABLE -> leg.again(RETURN_BLOCKED, Backoff.owner(now));
      default -> leg.blockedUnseen(Backoff.arrived(now));
    };
  }

  private static Leg commercial(Leg leg, Op op, Answer answer, Instant now) {
    return switch (answer.word()) {
      case GUARANTEED ->
          leg.moved() > 0 ? leg : leg.succeeded(leg.amount(), answer.number(), Optional.empty());
      case RELEASED -> released(leg, now);
      case ALREADY, CLAIMED -> claimed(leg, now);
      case REVERSED -> leg.state() == RETURNING ? leg.to(RETURNED) : leg;
      case DENIED -> denied(leg, op, now);
      case REFUSED ->
          // REQUESTED, and not UNKNOWN: no other call for it was ever under way.
          op == Op.GUARANTEE && leg.state() == REQUESTED && leg.tries() == 0
              ? leg.to(DECLINED)
              : patiently(leg, now);
      case ABSENT -> absentGuarantee(leg, now);
      default -> patiently(leg, now);
    };
  }

  /**
   * One that was never known to stand, is not known to its insurer, and of which no call can be
   * under way any more, does not stand. One that did stand is a matter for people: the insurer's
   * books and ours differ.
   */
  private static Leg absentGuarantee(Leg leg, Instant now) {
    if (!leg.forgotten() || leg.notBefore().isAfter(now)) {
      return patiently(leg, now);
    }
    return leg.state() == CLOSING ? leg.to(CLOSED) : leg.again(RETURN_BLOCKED, Backoff.owner(now));
  }

  /** As long as an answer of before may come from the dead, the next question waits for it. */
  private static Leg patiently(Leg leg, Instant now) {
    if (leg.forgotten() && leg.notBefore().isAfter(now)) {
      return leg;
    }
    Leg later = later(leg, now);
    return later.forgotten() ? later.waiting(Backoff.arrived(now)) : later;
  }

  /** Released before it was ever known to be given: it does not stand and never will. */
  private static Leg released(Leg leg, Instant now) {
    return switch (leg.state()) {
      case PLANNED, REQUESTED, UNKNOWN -> asIfAsked(leg).to(DECLINED);
      case CLOSING -> leg.to(CLOSED);
      case RETURNING -> leg.to(RETURNED);
      case SUCCEEDED -> leg.to(RETURNED);
      default -> patiently(leg, now);
    };
  }

  /** A claim that we never made says nothing that we could go by. */
  private static Leg claimed(Leg leg, Instant now) {
    return switch (leg.state()) {
      case CLAIMING, SUCCEEDED, CLAIM_REFUSED -> leg.claiming().to(CLAIMED);
      case RETURNING -> leg.claimed() ? patiently(leg, now) : leg.claiming().to(CLAIMED);
      default -> patiently(leg, now);
    };
  }

  private static Leg denied(Leg leg, Op op, Instant now) {
    return switch (leg.state()) {
      case REQUESTED, UNKNOWN, CLOSING -> op == Op.GUARANTEE ? leg.to(DECLINED) : later(leg, now);
      case CLAIMING -> op == Op.CLAIM ? leg.to(CLAIM_REFUSED) : later(leg, now);
      // What a claim of before was told is no answer to its return.
      case RETURNING -> op == Op.CLAIM ? leg : leg.again(RETURN_BLOCKED, Backoff.owner(now));
      default -> leg;
    };
  }

  /** A call from before, whose answer was thought to be of another, has reached the gateway. */
  static Leg asIfAsked(Leg leg) {
    return leg.state() == PLANNED ? leg.mark(REQUESTED) : leg;
  }

  private static boolean asked(Leg leg) {
    return leg.state() == REQUESTED || leg.state() == UNKNOWN;
  }

  static Leg later(Leg leg, Instant now) {
    LegState state = leg.state() == REQUESTED ? UNKNOWN : leg.state();
    return leg.again(state, Backoff.unknown(leg.tries(), now));
  }
}
