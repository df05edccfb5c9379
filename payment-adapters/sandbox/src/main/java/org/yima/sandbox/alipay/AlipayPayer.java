package org.yima.sandbox.alipay;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.yima.sandbox.payers.Behaviour;

/**
 * A person with an Alipay account.
 *
 * @param ref 16 digits from 2088 are a user's number, as older applications are told it; any other
 *     is an open id
 * @param idNumber who they are for the medical insurance; empty text where nobody said, and then
 *     anybody's insurance is taken for theirs
 * @param relatives the numbers of those whose insurance is bound to this account (亲情账户)
 * @param script as a {@link Behaviour} has it
 */
record AlipayPayer(String ref, String idNumber, List<String> relatives, String script) {
  AlipayPayer {
    relatives = relatives == null ? List.of() : List.copyOf(relatives);
  }

  Behaviour behaviour() {
    return new Behaviour(script);
  }

  /** How long after an order is made this payer pays without being told. */
  Optional<Duration> paysByThemself() {
    return behaviour().paysByItself();
  }

  /** Whether this account may authorise that person's insurance. */
  boolean mayPayFor(String person) {
    return idNumber.isEmpty() || idNumber.equals(person) || relatives.contains(person);
  }

  boolean neverPays() {
    return behaviour().neverPays();
  }

  String account() {
    return "payer:" + ref;
  }
}
