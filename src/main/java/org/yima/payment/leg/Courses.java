package org.yima.payment.leg;

import static org.yima.payment.leg.LegKind.COMMERCIAL;
import static org.yima.payment.leg.LegKind.INSURANCE;
import static org.yima.payment.leg.LegKind.WALLET;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Decides what a payment does next. */
public final class Courses {
  /** The reason of a payment that its payer gave up. */
  public static final String CANCELLED = "cancelled";

  /** How often an unknown settlement is asked for before it is barred and all goes back. */
  private static final int ASK_BEFORE_BARRING = 4;

  private static final int BUSY_BEFORE_GIVING_UP = 5;

  private Courses() {}

  /**
   * What to do now: at most one question, asked after {@code payment} is stored; none, and when to
   * look again; or neither, when the payment rests.
   */
  public record Step(Payment payment, Optional<Command> command, Optional<Instant> wake) {}

  /** Takes the payment as far as it goes without asking anybody, and says what to ask. */
  public static Step decide(Payment payment, Instant now) {
    Payment current = payment;
    Turn turn = turn(current, now);
    // Every change closes a leg, plans a return or moves the course on, so this ends.
    while (turn.changed().isPresent()) {
      current = turn.changed().get();
      turn = turn(current, now);
    }
    return step(current, turn);
  }

  private static Step step(Payment payment, Turn turn) {
    return turn.command()
        .map(command -> new Step(begin(payment, command), turn.command(), Optional.empty()))
        .orElseGet(() -> new Step(payment, Optional.empty(), turn.wake()));
  }

  private static Payment begin(Payment payment, Command command) {
    return payment.with(LegMachine.begin(payment.leg(command.legId()), command));
  }

  /** Takes in an answer, whenever it comes and whatever has happened since it was asked for. */
  public static Payment learn(Payment payment, Command command, Answer answer, Instant now) {
    Leg leg = payment.leg(command.legId());
    return payment.with(LegMachine.learn(leg, command, answer, payment.payBy(), now));
  }

  /**
   * As {@link #learn}, of an answer that comes so late that others have asked since: what the
   * gateway had then it may have sent on, but what it did not have may have arrived by now.
   */
  public static Payment learnLate(Payment payment, Command command, Answer answer, Instant now) {
    return answer.word() == Answer.Word.ABSENT ? payment : learn(payment, command, answer, now);
  }

  private static Turn turn(Payment payment, Instant now) {
    return switch (payment.course()) {
      case PAY -> pay(payment, now);
      case UNDO -> undo(payment, now);
      case STAND -> stand(payment, now);
      case PREPARE -> prepare(payment, now);
      case ABANDON -> abandon(payment, now);
      case REPLACE -> replace(payment, now);
      case TRIM -> trim(payment, now);
      case RETURN -> giveBack(payment, now);
      case CLOSED ->
          payment.legs().stream().allMatch(leg -> leg.state().gone())
              ? Turn.rest()
              : Turn.change(payment.on(Course.UNDO, "late-success"));
    };
  }

  private static Turn pay(Payment payment, Instant now) {
    List<Leg> legs = inOrder(payment, leg -> leg.round() == payment.round());
    Optional<String> broken = broken(legs);
    if (broken.isPresent()) {
      return Turn.change(payment.on(Course.UNDO, broken.get()));
    }
    Optional<Leg> first = legs.stream().filter(leg -> !leg.state().stands()).findFirst();
    return first
        .map(leg -> forward(payment, leg, Course.UNDO, now))
        .orElseGet(() -> Turn.change(payment.stand()));
  }

  private static Turn prepare(Payment payment, Instant now) {
    List<Leg> legs =
        inOrder(payment, leg -> leg.round() == payment.round() && leg.kind() != INSURANCE);
    Optional<String> broken = broken(legs);
    if (broken.isPresent()) {
      return Turn.change(payment.on(Course.ABANDON, broken.get()));
    }
    Optional<Leg> first = legs.stream().filter(leg -> !leg.state().stands()).findFirst();
    return first
        .map(leg -> forward(payment, leg, Course.ABANDON, now))
        .orElseGet(() -> Turn.change(payment.on(Course.REPLACE, payment.why())));
  }

  private static Turn abandon(Payment payment, Instant now) {
    Turn turn = back(payment, leg -> leg.round() == payment.round(), now);
    return turn.rests() ? Turn.change(payment.stand()) : turn;
  }

  /** From the first reversal that succeeds there is no way back: on, or everything returns. */
  private static Turn replace(Payment payment, Instant now) {
    Predicate<Leg> old = leg -> leg.round() < payment.round() && leg.kind() == INSURANCE;
    Optional<Payment> refused = reversalRefused(payment, old);
    if (refused.isPresent()) {
      return Turn.change(refused.get().on(Course.ABANDON, "reversal-refused"));
    }
    Turn reversal = back(payment, old, now);
    if (!reversal.rests()) {
      return reversal;
    }
    List<Leg> fresh =
        inOrder(payment, leg -> leg.round() == payment.round() && leg.kind() == INSURANCE);
    Optional<Payment> settled = fresh.stream().findFirst().flatMap(payment::settledAnew);
    if (settled.isPresent()) {
      return Turn.change(settled.get().trim());
    }
    Optional<String> broken = broken(fresh);
    if (broken.isPresent()) {
      return Turn.change(payment.on(Course.UNDO, broken.get()));
    }
    return fresh.stream()
        .filter(leg -> !leg.state().stands())
        .findFirst()
        .map(leg -> forward(payment, leg, Course.UNDO, now))
        .orElseGet(() -> Turn.change(payment.trim()));
  }

  /** Refused, and seen to stand since: an earlier call may have had its effect unheard. */
  private static Optional<Payment> reversalRefused(Payment payment, Predicate<Leg> which) {
    return payment.legs().stream()
        .filter(which)
        .filter(Leg::blockedAndSeen)
        .findFirst()
        .map(leg -> payment.with(leg.to(LegState.SUCCEEDED)));
  }

  private static Turn trim(Payment payment, Instant now) {
    Turn old = back(payment, leg -> leg.round() < payment.round() && leg.kind() == COMMERCIAL, now);
    Optional<Payment> planned = excess(payment);
    if (planned.isPresent()) {
      return Turn.change(planned.get());
    }
    Turn cash = returns(payment, now);
    Turn both = old.or(cash);
    return both.rests() ? Turn.change(payment.stand()) : both;
  }

  /** Plans the return of cash beyond what is due, from the first leg that has some. */
  private static Optional<Payment> excess(Payment payment) {
    long available = wallets(payment).stream().mapToLong(Leg::available).sum();
    long over = available - payment.due().cash();
    if (over <= 0) {
      return Optional.empty();
    }
    return wallets(payment).stream()
        .filter(leg -> leg.available() > 0)
        .findFirst()
        .map(leg -> payment.with(leg.returning(Math.min(over, leg.available()))));
  }

  private static Turn returns(Payment payment, Instant now) {
    return wallets(payment).stream()
        .map(leg -> LegWay.returns(payment, leg, now))
        .reduce(Turn.rest(), Turn::or);
  }

  private static List<Leg> wallets(Payment payment) {
    return inOrder(payment, leg -> leg.kind() == WALLET);
  }

  private static Turn giveBack(Payment payment, Instant now) {
    Predicate<Leg> insured = leg -> leg.kind() == INSURANCE;
    Optional<Payment> refused = reversalRefused(payment, insured);
    if (refused.isPresent()) {
      return Turn.change(refused.get().on(Course.STAND, "reversal-refused"));
    }
    Turn turn = back(payment, insured, now);
    return turn.rests() ? Turn.change(payment.on(Course.UNDO, payment.why())) : turn;
  }

  private static Turn undo(Payment payment, Instant now) {
    Turn turn = back(payment, leg -> true, now);
    return turn.rests() ? Turn.change(payment.on(Course.CLOSED, payment.why())) : turn;
  }

  /** What is due stands; a second success goes back by itself, guarantees are claimed. */
  private static Turn stand(Payment payment, Instant now) {
    if (excess(payment).isPresent()) {
      return Turn.change(payment.on(Course.TRIM, "second-success"));
    }
    Turn strays = back(payment, Courses::stray, now);
    Turn claims =
        payment.legs().stream()
            .filter(leg -> leg.kind() == COMMERCIAL)
            .map(leg -> LegWay.claim(leg, now))
            .reduce(Turn.rest(), Turn::or);
    return strays.or(claims);
  }

  /** A leg that was given up and of which the gateway tells us something after all. */
  private static boolean stray(Leg leg) {
    boolean unfinished = leg.state() == LegState.CLOSING || leg.state() == LegState.RETURNING;
    boolean second = leg.barred() && leg.state().stands();
    return leg.kind() != COMMERCIAL ? unfinished || second : leg.state() == LegState.CLOSING;
  }

  private static Turn forward(Payment payment, Leg leg, Course otherwise, Instant now) {
    boolean over = !now.isBefore(payment.payBy());
    if (leg.kind() != INSURANCE && over) {
      return Turn.change(payment.on(otherwise, "expired"));
    }
    if (leg.kind() == INSURANCE && leg.tries() >= patience(leg)) {
      return Turn.change(payment.on(otherwise, "insurance-unknown"));
    }
    Instant latest = leg.kind() == INSURANCE ? Instant.MAX : payment.payBy();
    return LegWay.forward(leg, now).notLaterThan(latest);
  }

  private static int patience(Leg leg) {
    return leg.state() == LegState.PLANNED ? BUSY_BEFORE_GIVING_UP : ASK_BEFORE_BARRING;
  }

  private static Turn back(Payment payment, Predicate<Leg> which, Instant now) {
    return payment.legs().stream()
        .filter(which)
        .sorted(Comparator.comparing(Leg::kind).reversed())
        .map(leg -> LegWay.back(payment, leg, now))
        .reduce(Turn.rest(), Turn::or);
  }

  private static Optional<String> broken(List<Leg> legs) {
    return legs.stream().map(Courses::broken).flatMap(Optional::stream).findFirst();
  }

  private static Optional<String> broken(Leg leg) {
    if (leg.unbookable()) {
      return Optional.of("settlement-unbookable");
    }
    if (leg.differs()) {
      return Optional.of("settled-differs");
    }
    if (leg.barred()) {
      return Optional.of("insurance-unknown");
    }
    return switch (leg.state()) {
      case DECLINED -> Optional.of(declined(leg.kind()));
      case CLOSED, CLOSING, RETURNING, RETURN_BLOCKED, RETURNED -> Optional.of("closed");
      case PLANNED,
          REQUESTED,
          AWAITING_PAYER,
          UNKNOWN,
          SUCCEEDED,
          CLAIMING,
          CLAIMED,
          CLAIM_REFUSED ->
          Optional.empty();
    };
  }

  private static String declined(LegKind kind) {
    return switch (kind) {
      case WALLET -> "wallet-declined";
      case INSURANCE -> "insurance-declined";
      case COMMERCIAL -> "insurer-declined";
    };
  }

  private static List<Leg> inOrder(Payment payment, Predicate<Leg> which) {
    return payment.legs().stream().filter(which).sorted(Comparator.comparing(Leg::kind)).toList();
  }
}
