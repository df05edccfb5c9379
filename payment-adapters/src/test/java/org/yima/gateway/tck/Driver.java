package org.yima.gateway.tck;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One adapter with the sandbox behind it. A payment is whatever the gateway is for: a charge, a
 * settlement, a claim, an invoice. Numbers are ours: letters and digits, at most 20, and a driver
 * sends the same thing whenever it is given the same number. What only some gateways have is said
 * by the kinds of driver that extend this one.
 */
public interface Driver {

  /** The row of the table. */
  String name();

  /** Who but this project checks the sandbox or the adapter; empty for nobody. */
  default Optional<OutsideCheck> checkedBy() {
    return Optional.empty();
  }

  /** What this gateway has a place for; the others are shown as such in the table. */
  Set<Case> cases();

  /** What one payment moves, in fen. */
  long fen();

  /**
   * Does what precedes {@link #pay} and takes no call of ours to the gateway that is measured: a
   * code is shown, a bill is ordered at another place.
   */
  default void prepare(String number) {}

  /** Pays: all calls until the money has moved, or one of them does not come back. */
  Standing pay(String number);

  /** Pays so that the gateway says no. */
  Standing payRefused(String number);

  /** Where the gateway is, and what went over its books. */
  SandboxWorld world();

  /** The gateway's name in the sandbox. */
  String channel();

  /** What the sandbox calls the calls that decide; a step that has none is not there. */
  Map<Step, String> calls();

  /** The next call that decides waits for an answer for a tenth of a second at most. */
  void hurry();

  /** The payer pays what was asked for in a call whose answer we never had. */
  default void payUnheard(String number) {}

  /** Whether the only way to ask what became of a call is to make it again. */
  default boolean asksByRepeating() {
    return false;
  }

  /**
   * Whether what was refused can be asked for. A visit that was never opened has no number to ask
   * by.
   */
  default boolean findsRefused() {
    return calls().containsKey(Step.FIND);
  }

  /** Asks by the number until the answer is final, or stays open. */
  Standing find(String number);

  /** What left payers and reached merchants, net, by the sandbox's own books: the truth. */
  long moved();
}
