package org.yima.sandbox.faults;

import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import org.yima.sandbox.books.Transaction;

/**
 * The faults that wait, on disk like everything else, so that they survive a restart in the middle
 * of a test.
 */
public final class Faults {

  /** Adds one; the same channel, call and kind again adds to what waits. */
  public void add(
      Transaction tx, String channel, String call, FaultKind kind, long times, long delayMillis) {
    long number = tx.next("fault");
    tx.put(
        Long.toString(number), channel, new Fault(number, channel, call, kind, times, delayMillis));
  }

  /** Lifts what still waits for a call of a channel, or with {@code *} for any of its calls. */
  public void lift(Transaction tx, String channel, String call) {
    tx.owned(Fault.class, channel).stream()
        .filter(f -> call.equals("*") || f.call().equals(call))
        .map(f -> Long.toString(f.number()))
        .toList()
        .forEach(id -> tx.remove(Fault.class, id));
  }

  /** Takes the oldest fault that fits, once; {@link Fault#NONE} when there is none. */
  public Fault take(Transaction tx, String channel, String call, Predicate<FaultKind> wanted) {
    Optional<Fault> next =
        tx.owned(Fault.class, channel).stream()
            .filter(f -> f.call().equals(call) || f.call().equals("*"))
            .filter(f -> wanted.test(f.kind()))
            .min(Comparator.comparingLong(Fault::number));
    if (next.isEmpty()) {
      return Fault.NONE;
    }
    Fault fault = next.get();
    String id = Long.toString(fault.number());
    if (fault.times() <= 1) {
      tx.remove(Fault.class, id);
    } else {
      tx.put(
          id,
          channel,
          new Fault(
              fault.number(),
              channel,
              fault.call(),
              fault.kind(),
              fault.times() - 1,
              fault.delayMillis()));
    }
    return fault;
  }
}
