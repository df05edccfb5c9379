package org.yima.sandbox.driver;

import java.util.function.Supplier;

/**
 * One thing that a gateway tells by itself, and how it comes about.
 *
 * @param callback where it arrives
 * @param happens has it happen, and gives our number of it
 * @param reads what of an arrival concerns it, or empty text for anything else
 * @param books whose books hold what it is about
 * @param account where the money of it goes
 * @param fen how much goes there each time; less than nothing for what goes back
 */
public record Told(
    Callback callback,
    Supplier<String> happens,
    Reader reads,
    Seal seal,
    String books,
    String account,
    long fen) {

  /** Reads an arrival. */
  public interface Reader {
    String text(Callback.Arrived arrived);
  }

  /** Whether an arrival is the gateway's. */
  public interface Seal {
    boolean holds(Callback.Arrived arrived);
  }
}
