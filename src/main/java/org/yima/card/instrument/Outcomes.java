package org.yima.card.instrument;

import org.yima.card.CardProblem;
import org.yima.card.NotYetAuthorised;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;

/** What a gateway's answer to a proof means for the resident who gave it. */
final class Outcomes {
  private Outcomes() {}

  /**
   * The value of a success; a refusal and an unknown outcome are different problems.
   *
   * @throws NotYetAuthorised where the wallet says that the resident has yet to say yes
   */
  static <T> T known(Outcome<T> outcome) {
    return outcome.fold(
        success -> success.value(),
        pending -> {
          NotYetAuthorised.where(pending.nextAction());
          throw CardProblem.INSTRUMENT_UNKNOWN.problem();
        },
        declined -> {
          throw declined.retryable() || declined.reason() == DeclineReason.CREDENTIALS_REFUSED
              ? CardProblem.INSTRUMENT_UNKNOWN.problem()
              : CardProblem.INSTRUMENT_REFUSED.problem();
        },
        unknown -> {
          throw CardProblem.INSTRUMENT_UNKNOWN.problem();
        });
  }
}
