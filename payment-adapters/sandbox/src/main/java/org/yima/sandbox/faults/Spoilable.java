package org.yima.sandbox.faults;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Something of a gateway that can go wrong on request.
 *
 * @param call what faults know it by: a call, what is told of, or what the gateway does by itself
 * @param kinds what can happen to it
 */
public record Spoilable(String channel, String call, Set<FaultKind> kinds) {
  public Spoilable {
    kinds = Set.copyOf(kinds);
  }

  /** Everything that can happen to a notification. */
  public static Spoilable notification(String channel, String call) {
    return new Spoilable(channel, call, chosen(FaultKind::spoilsTheNotification));
  }

  /** A settlement that can go wrong in these ways. */
  public static Spoilable settlement(String channel, String call, FaultKind... kinds) {
    return new Spoilable(channel, call, Set.of(kinds));
  }

  static Set<FaultKind> chosen(Predicate<FaultKind> wanted) {
    Set<FaultKind> kinds = EnumSet.allOf(FaultKind.class);
    kinds.removeIf(kind -> !wanted.test(kind));
    return kinds;
  }
}
