package org.yima.gateway.tck;

import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.wallet.Refund;

/** How one payment stands by its gateway's word, in words that all kinds of gateway share. */
public enum Standing {
  /** Done, and the money has moved. */
  PAID,
  /** There, and neither done nor refused. */
  OPEN,
  /** Refused; nothing moved. */
  REFUSED,
  /** Ended by us before anybody paid it. */
  CLOSED,
  /** Done, and something went back since. */
  RETURNED,
  /**
   * A return that was taken from the institution and can not reach its payer: somebody has to act.
   */
  HELD,
  /** The gateway does not know it. */
  NOT_THERE,
  /** Nobody can say. */
  UNKNOWN;

  /** As an outcome says by itself, for values that are only given when all is done. */
  static <T> Standing of(Outcome<T> outcome, Standing done) {
    return outcome.fold(
        s -> done,
        p -> OPEN,
        d -> d.reason() == DeclineReason.NOT_FOUND ? NOT_THERE : REFUSED,
        u -> UNKNOWN);
  }

  /** As a wallet says of a return that it was asked for. */
  static Standing ofRefund(Outcome<Refund> asked) {
    return asked
        .toOptional()
        .map(
            found ->
                switch (found.state()) {
                  case NOT_FOUND -> NOT_THERE;
                  case PROCESSING -> OPEN;
                  case SUCCEEDED -> RETURNED;
                  case CLOSED -> REFUSED;
                  case ABNORMAL -> HELD;
                })
        .orElseGet(() -> of(asked, RETURNED));
  }
}
