package org.yima.payment.leg;

import java.time.Instant;
import java.util.Optional;

/** What one look at a payment or a leg finds: a change, a question, a time to wait for, or none. */
record Turn(Optional<Payment> changed, Optional<Command> command, Optional<Instant> wake) {
  private static final Turn REST = new Turn(Optional.empty(), Optional.empty(), Optional.empty());

  static Turn rest() {
    return REST;
  }

  static Turn change(Payment payment) {
    return new Turn(Optional.of(payment), Optional.empty(), Optional.empty());
  }

  static Turn ask(Leg leg, Op op) {
    return ask(leg, op, "", leg.amount());
  }

  static Turn ask(Leg leg, Op op, String number, long amount) {
    Command command = new Command(op, leg.id(), number, amount);
    return new Turn(Optional.empty(), Optional.of(command), Optional.empty());
  }

  static Turn waitUntil(Instant when) {
    return new Turn(Optional.empty(), Optional.empty(), Optional.of(when));
  }

  boolean rests() {
    return changed.isEmpty() && command.isEmpty() && wake.isEmpty();
  }

  /** The more urgent of the two: a change, then a question, then the earlier time. */
  Turn or(Turn other) {
    if (changed.isPresent() || (command.isPresent() && other.changed.isEmpty())) {
      return this;
    }
    if (other.changed.isPresent() || other.command.isPresent() || wake.isEmpty()) {
      return other;
    }
    return other.wake.isEmpty() || !other.wake.get().isBefore(wake.get()) ? this : other;
  }

  Turn notLaterThan(Instant latest) {
    return wake.isPresent() && wake.get().isAfter(latest) ? waitUntil(latest) : this;
  }
}
