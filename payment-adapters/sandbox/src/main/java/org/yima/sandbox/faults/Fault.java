package org.yima.sandbox.faults;

/** A fault that waits for its call; {@code call} may be {@code *} for any. */
public record Fault(
    long number, String channel, String call, FaultKind kind, long times, long delayMillis) {
  /** The absence of a fault. */
  public static final Fault NONE = new Fault(0, "-", "-", FaultKind.NONE, 0, 0);
}
