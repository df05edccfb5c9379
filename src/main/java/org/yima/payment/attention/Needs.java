package org.yima.payment.attention;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yima.payment.leg.Leg;
import org.yima.payment.leg.Payment;
import org.yima.platform.Id;

/** What a turn of a payment begins and ends of the need for a human. */
public final class Needs {
  private Needs() {}

  /** One reason about one leg. */
  public record Need(Id legId, Reason reason) {}

  /** What is needed now and was not before. One that goes on already is no other. */
  public static List<Need> begun(Payment before, Payment after) {
    List<Need> begun = new ArrayList<>();
    for (Leg leg : after.legs()) {
      for (Reason reason : Reason.values()) {
        if (reason.arises(leg) && was(before, leg).filter(reason::arises).isEmpty()) {
          begun.add(new Need(leg.id(), reason));
        }
      }
    }
    return begun;
  }

  /** What may have been needed before and is not any more. */
  public static List<Need> ended(Payment before, Payment after) {
    List<Need> ended = new ArrayList<>();
    for (Leg leg : after.legs()) {
      for (Reason reason : Reason.values()) {
        if (!reason.goesOn(leg) && was(before, leg).filter(reason::goesOn).isPresent()) {
          ended.add(new Need(leg.id(), reason));
        }
      }
    }
    return ended;
  }

  private static Optional<Leg> was(Payment before, Leg leg) {
    return before.legs().stream().filter(other -> other.id().equals(leg.id())).findFirst();
  }
}
