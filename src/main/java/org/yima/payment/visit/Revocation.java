package org.yima.payment.visit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides how a visit is taken back: find out whether it was registered, take back its lines,
 * cancel it. Without I/O, clock or chance.
 *
 * <p>A call whose outcome is not known is made again under its own message id, which the bureau
 * answers as it did the first time. One that was refused is made again under another, for the
 * refusal is that id's answer for good.
 */
final class Revocation {
  private static final Duration BLOCKED = Duration.ofMinutes(10);
  private static final long LONGEST_SECONDS = 60;

  private Revocation() {}

  /** What a call came to. */
  enum Heard {
    DONE,
    UNKNOWN,
    BUSY,
    REFUSED
  }

  /** What is asked of the bureau. */
  enum Call {
    /** 2201 again under its own id: only to learn what became of it. */
    REGISTER_AGAIN("2201"),
    TAKE_LINES_BACK("2205"),
    CANCEL_VISIT("2202");

    private final String number;

    Call(String number) {
      this.number = number;
    }

    String number() {
      return number;
    }
  }

  /** The visit from now on, and when its next call is due; none when it is over. */
  record Step(BureauVisit visit, Optional<Instant> due) {}

  static Call call(BureauVisit visit) {
    return switch (visit.state()) {
      case REGISTERING -> Call.REGISTER_AGAIN;
      case STANDS, TAKING_BACK -> Call.TAKE_LINES_BACK;
      case CANCELLING -> Call.CANCEL_VISIT;
      case REVOKED, ABSENT -> throw new IllegalStateException("nothing is left to take back");
    };
  }

  /** The visit as it is while the call is out. */
  static BureauVisit begin(BureauVisit visit, String msgid) {
    BureauVisit begun =
        visit.state() == VisitState.STANDS ? visit.to(VisitState.TAKING_BACK) : visit;
    return begun.asking(msgid);
  }

  static Step learn(BureauVisit visit, Heard heard, Instant now) {
    return switch (heard) {
      case DONE -> done(visit, now);
      case UNKNOWN -> later(visit.again(), pause(visit), now);
      case BUSY ->
          registering(visit)
              ? over(VisitState.ABSENT, visit)
              : later(visit.anew(false), pause(visit), now);
      case REFUSED -> refused(visit, now);
    };
  }

  private static Step done(BureauVisit visit, Instant now) {
    return switch (visit.state()) {
      case REGISTERING, STANDS -> later(visit.to(VisitState.TAKING_BACK), Duration.ZERO, now);
      case TAKING_BACK -> later(visit.to(VisitState.CANCELLING), Duration.ZERO, now);
      case CANCELLING -> over(VisitState.REVOKED, visit);
      case REVOKED, ABSENT -> new Step(visit, Optional.empty());
    };
  }

  /**
   * A registration that is refused under its first id was never made. What will not be cancelled
   * may have got lines meanwhile, so these are taken back again first.
   */
  private static Step refused(BureauVisit visit, Instant now) {
    if (registering(visit)) {
      return over(VisitState.ABSENT, visit);
    }
    BureauVisit back =
        visit.state() == VisitState.CANCELLING ? visit.to(VisitState.TAKING_BACK) : visit;
    return later(back.anew(true), BLOCKED, now);
  }

  private static boolean registering(BureauVisit visit) {
    return visit.state() == VisitState.REGISTERING;
  }

  private static Duration pause(BureauVisit visit) {
    return Duration.ofSeconds(Math.min(LONGEST_SECONDS, 1L << Math.min(visit.tries(), 10)));
  }

  private static Step later(BureauVisit visit, Duration pause, Instant now) {
    return new Step(visit, Optional.of(now.plus(pause)));
  }

  private static Step over(VisitState state, BureauVisit visit) {
    return new Step(visit.to(state), Optional.empty());
  }
}
