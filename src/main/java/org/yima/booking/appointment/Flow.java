package org.yima.booking.appointment;

import static org.yima.booking.AppointmentStatus.AWAITING_CONFIRMATION;
import static org.yima.booking.AppointmentStatus.BOOKED;
import static org.yima.booking.AppointmentStatus.CANCELLED;
import static org.yima.booking.AppointmentStatus.CHECKED_IN;
import static org.yima.booking.AppointmentStatus.COMPLETED;
import static org.yima.booking.AppointmentStatus.EXPIRED;
import static org.yima.booking.AppointmentStatus.HELD;
import static org.yima.booking.AppointmentStatus.NO_SHOW;
import static org.yima.booking.AppointmentStatus.STOPPED;

import java.util.List;
import java.util.Optional;
import org.yima.booking.AppointmentStatus;

/** The whole life of an appointment: every legal step, and no other. */
final class Flow {

  /** One legal step. */
  record Transition(AppointmentStatus from, Step step, AppointmentStatus to) {}

  static final List<Transition> TABLE =
      List.of(
          new Transition(HELD, Step.PAID, AWAITING_CONFIRMATION),
          new Transition(HELD, Step.CANCEL, CANCELLED),
          new Transition(HELD, Step.HOLD_RAN_OUT, EXPIRED),
          new Transition(HELD, Step.STOP, STOPPED),
          // Events come in no promised order: the fee may be heard to be back before it was paid.
          new Transition(HELD, Step.FEE_REFUNDED, CANCELLED),
          new Transition(AWAITING_CONFIRMATION, Step.CONFIRM, BOOKED),
          new Transition(AWAITING_CONFIRMATION, Step.REJECT, CANCELLED),
          new Transition(AWAITING_CONFIRMATION, Step.CANCEL, CANCELLED),
          new Transition(AWAITING_CONFIRMATION, Step.CONFIRMATION_RAN_OUT, CANCELLED),
          new Transition(AWAITING_CONFIRMATION, Step.STOP, STOPPED),
          new Transition(AWAITING_CONFIRMATION, Step.FEE_REFUNDED, CANCELLED),
          new Transition(BOOKED, Step.CANCEL, CANCELLED),
          new Transition(BOOKED, Step.STOP, STOPPED),
          // Whoever is there already is seen: then the refund is the hospital's own matter.
          new Transition(BOOKED, Step.FEE_REFUNDED, CANCELLED),
          new Transition(BOOKED, Step.ARRIVE, CHECKED_IN),
          // Hospitals that keep no arrivals tell of the visit's end alone.
          new Transition(BOOKED, Step.COMPLETE, COMPLETED),
          new Transition(BOOKED, Step.MISS, NO_SHOW),
          new Transition(CHECKED_IN, Step.COMPLETE, COMPLETED),
          new Transition(CHECKED_IN, Step.STOP, STOPPED));

  private Flow() {}

  /** Where a step leads; empty when it is not legal there. */
  static Optional<AppointmentStatus> next(AppointmentStatus from, Step step) {
    return TABLE.stream()
        .filter(t -> t.from() == from && t.step() == step)
        .map(Transition::to)
        .findFirst();
  }

  /**
   * Whether a step has been done already: it could have led here, so doing it again is no error.
   */
  static boolean isDone(AppointmentStatus now, Step step) {
    return TABLE.stream().anyMatch(t -> t.step() == step && t.to() == now);
  }
}
