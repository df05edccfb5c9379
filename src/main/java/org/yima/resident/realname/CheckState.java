package org.yima.resident.realname;

import org.yima.gateway.Outcome;
import org.yima.gateway.identity.IdentityCheck;

/** What is known of a question to the register. */
enum CheckState {
  /** Written down, perhaps sent. */
  ASKED,
  MATCH,
  MISMATCH,
  NOT_FOUND,
  /** The port refused the question itself. */
  DECLINED,
  /** Nobody can say; the same question may be asked again. */
  UNKNOWN;

  static CheckState of(Outcome<IdentityCheck.Result> outcome) {
    return outcome.fold(
        known ->
            switch (known.value()) {
              case MATCH -> MATCH;
              case MISMATCH -> MISMATCH;
              case NOT_FOUND -> NOT_FOUND;
            },
        pending -> UNKNOWN,
        declined -> declined.retryable() ? UNKNOWN : DECLINED,
        unknown -> UNKNOWN);
  }
}
