package org.yima.booking.session;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yima.platform.Problem;

/** Whether a published session may become what its hospital now wants: numbers taken stand. */
final class SessionChange {
  private SessionChange() {}

  /** A segment as it is. */
  record Existing(String code, OffsetDateTime from, OffsetDateTime to, int taken) {}

  /** What stands against the change, with a pointer to each field; empty when nothing does. */
  static List<Problem.FieldError> conflicts(
      LocalDate date, List<Existing> existing, SessionPlan plan) {
    List<Problem.FieldError> errors = new ArrayList<>();
    boolean anyTaken = existing.stream().anyMatch(segment -> segment.taken() > 0);
    if (anyTaken && !date.equals(plan.date())) {
      errors.add(new Problem.FieldError("/date", "in-use"));
    }
    Map<String, Existing> byCode =
        existing.stream().collect(Collectors.toMap(Existing::code, Function.identity()));
    for (int i = 0; i < plan.slots().size(); i++) {
      SessionPlan.Slot slot = plan.slots().get(i);
      Existing before = byCode.remove(slot.code());
      if (before != null && before.taken() > 0) {
        conflicts(before, slot, "/segments/" + i, errors);
      }
    }
    if (byCode.values().stream().anyMatch(left -> left.taken() > 0)) {
      errors.add(new Problem.FieldError("/segments", "in-use"));
    }
    return errors;
  }

  private static void conflicts(
      Existing before, SessionPlan.Slot slot, String at, List<Problem.FieldError> errors) {
    if (slot.capacity() < before.taken()) {
      errors.add(new Problem.FieldError(at + "/capacity", "below-taken"));
    }
    if (!slot.from().isEqual(before.from())) {
      errors.add(new Problem.FieldError(at + "/from", "in-use"));
    }
    if (!slot.to().isEqual(before.to())) {
      errors.add(new Problem.FieldError(at + "/to", "in-use"));
    }
  }
}
