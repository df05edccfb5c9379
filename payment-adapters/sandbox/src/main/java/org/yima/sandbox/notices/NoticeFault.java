package org.yima.sandbox.notices;

import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.faults.Fault;
import org.yima.sandbox.faults.FaultKind;
import org.yima.sandbox.faults.Faults;

/** Which fault a notification meets: first those of {@code notify}, then those of its call. */
public final class NoticeFault {
  private NoticeFault() {}

  /** Takes it, once; {@link Fault#NONE} when none waits. */
  public static Fault take(Faults faults, Transaction tx, String channel, String call) {
    Fault any = faults.take(tx, channel, "notify", FaultKind::spoilsTheNotification);
    return any.kind() == FaultKind.NONE
        ? faults.take(tx, channel, call, FaultKind::spoilsTheNotification)
        : any;
  }
}
