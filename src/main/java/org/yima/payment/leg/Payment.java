package org.yima.payment.leg;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yima.platform.Id;

/**
 * A running payment: its legs and where it is heading.
 *
 * @param total what the bill asked for when it was paid, in fen
 * @param due what of it is due now, after refunds
 * @param next what will be due once the running refund is through
 * @param round the round whose legs are being brought to stand
 * @param paid whether it has ever stood
 * @param why the code of the reason for its course
 * @param payBy until when the payer can act
 */
public record Payment(
    Id id,
    long total,
    Due due,
    Optional<Due> next,
    int round,
    Course course,
    boolean paid,
    String why,
    Instant payBy,
    List<Leg> legs) {

  /**
   * What is due of a bill, in fen.
   *
   * @param cash what of it the payer bears in cash; more than that is given back
   */
  public record Due(long total, long cash) {}

  public Payment {
    legs = List.copyOf(legs);
  }

  /** A payment that has just been confirmed. */
  public static Payment begun(Id id, Due due, Instant payBy, List<Leg> legs) {
    return new Payment(
        id, due.total(), due, Optional.empty(), 0, Course.PAY, false, "", payBy, legs);
  }

  Payment on(Course course, String reason) {
    return new Payment(id, total, due, next, round, course, paid, reason, payBy, legs);
  }

  /** What stands belongs to the present round from now on. */
  Payment stand() {
    List<Leg> all =
        legs.stream().map(leg -> leg.state().stands() ? leg.inRound(round) : leg).toList();
    return new Payment(
        id, total, due, Optional.empty(), round, Course.STAND, true, why, payBy, all);
  }

  /**
   * What is due once a refund has settled anew, when that is within what the resident confirmed
   * ({@link Consent}) and what insurers guaranteed still fits; anything else is broken.
   */
  Optional<Payment> settledAnew(Leg leg) {
    if (!leg.state().stands() || leg.barred() || next.isEmpty() || leg.settled().isEmpty()) {
      return Optional.empty();
    }
    Shares confirmed = leg.expected().orElseThrow();
    Shares settled = leg.settled().get();
    long less = confirmed.cash() - settled.cash();
    boolean taken = Consent.covers(confirmed, reversed(), settled) && less <= next.get().cash();
    Due left = new Due(next.get().total(), next.get().cash() - Math.max(0, less));
    return taken
        ? Optional.of(
            new Payment(id, total, due, Optional.of(left), round, course, paid, why, payBy, legs))
        : Optional.empty();
  }

  /** The shares of the settlement that the running round replaces. */
  private Optional<Shares> reversed() {
    return legs.stream()
        .filter(leg -> leg.kind() == LegKind.INSURANCE && leg.round() == round - 1)
        .filter(leg -> leg.state() == LegState.RETURNED)
        .flatMap(leg -> leg.settled().stream())
        .findFirst();
  }

  /** What the running refund leaves becomes what is due. */
  Payment trim() {
    return new Payment(
        id, total, next.orElse(due), Optional.empty(), round, Course.TRIM, paid, why, payBy, legs);
  }

  public Payment with(Leg changed) {
    List<Leg> all = new ArrayList<>(legs);
    all.replaceAll(leg -> leg.id().equals(changed.id()) ? changed : leg);
    return new Payment(id, total, due, next, round, course, paid, why, payBy, all);
  }

  /** The payer, or whoever may, wants it back; only while it is not paid. */
  public Payment cancel(String reason) {
    return course == Course.PAY ? on(Course.UNDO, reason) : this;
  }

  /** A refund of all that stands. */
  public Payment refundAll(String reason) {
    return standing().on(Course.RETURN, reason);
  }

  /** A refund of cash alone: {@code left} is what stays due. */
  public Payment refundTo(Due left, String reason) {
    return standing().then(left, 0, payBy, List.of()).trim().on(Course.TRIM, reason);
  }

  /**
   * A refund that settles anew.
   *
   * @param left what will be due
   * @param fresh the legs it needs: the new settlement, guarantees, cash beyond what was paid
   */
  public Payment replaceBy(Due left, Instant until, List<Leg> fresh, String reason) {
    return standing().then(left, 1, until, fresh).on(Course.PREPARE, reason);
  }

  private Payment standing() {
    if (course != Course.STAND) {
      throw new IllegalStateException("only a standing payment is refunded, not " + course);
    }
    return this;
  }

  private Payment then(Due left, int rounds, Instant until, List<Leg> fresh) {
    List<Leg> all = new ArrayList<>(legs);
    all.addAll(fresh);
    return new Payment(
        id, total, due, Optional.of(left), round + rounds, course, paid, why, until, all);
  }

  public Leg leg(Id legId) {
    return legs.stream()
        .filter(leg -> leg.id().equals(legId))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no such leg"));
  }

  /** A leg that was given up may have come to stand after all: it is asked about again. */
  public Payment doubting(Id legId) {
    Leg leg = leg(legId);
    boolean given = leg.state() == LegState.CLOSED || leg.state() == LegState.DECLINED;
    return given ? with(leg.given().to(LegState.CLOSING)) : this;
  }

  /**
   * What an insurer refused is claimed once more. While a refund runs nothing is: what would be
   * claimed may have to go straight back, and what it is claimed on stands no more.
   */
  public Payment claimingAnew(Id legId) {
    Leg leg = leg(legId);
    boolean refused = course == Course.STAND && leg.state() == LegState.CLAIM_REFUSED;
    return refused ? with(leg.to(LegState.CLAIMING)) : this;
  }

  /** Asks again at once about one leg; what others wait for has not changed. */
  public Payment soon(Id legId) {
    return with(leg(legId).soon());
  }

  /** Asks again at once whatever is being waited for. */
  public Payment soon() {
    return new Payment(
        id,
        total,
        due,
        next,
        round,
        course,
        paid,
        why,
        payBy,
        legs.stream().map(Leg::soon).toList());
  }

  public PaymentStatus status() {
    return switch (course) {
      case PAY ->
          legs.stream().allMatch(leg -> leg.state() == LegState.PLANNED)
              ? PaymentStatus.PENDING
              : PaymentStatus.PROCESSING;
      case UNDO -> paid ? PaymentStatus.REFUNDING : PaymentStatus.CANCELLING;
      case STAND -> due.total() < total ? PaymentStatus.PARTLY_REFUNDED : PaymentStatus.PAID;
      case PREPARE, ABANDON, REPLACE, TRIM, RETURN -> PaymentStatus.REFUNDING;
      case CLOSED -> closedStatus();
    };
  }

  private PaymentStatus closedStatus() {
    if (paid) {
      return PaymentStatus.REFUNDED;
    }
    boolean moved =
        legs.stream().anyMatch(leg -> leg.moved() > 0 || leg.state() == LegState.RETURNED);
    return moved || why.equals(Courses.CANCELLED) ? PaymentStatus.CANCELLED : PaymentStatus.FAILED;
  }
}
