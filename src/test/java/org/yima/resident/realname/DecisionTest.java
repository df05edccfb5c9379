package org.yima.resident.realname;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.identity.IdentityCheck;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;

class DecisionTest {
  private static final Ids IDS = new Ids(Clock.systemUTC(), new SecureRandom());
  private static final Id MINE = IDS.founding(IdType.ACCOUNT);
  private static final Id OTHER = IDS.founding(IdType.ACCOUNT);

  @ParameterizedTest
  @CsvSource({
    "MATCH,     nobody, ENROL",
    "MATCH,     mine,   ENROL",
    "MATCH,     other,  COUNTER",
    "MISMATCH,  nobody, COUNTER",
    "MISMATCH,  mine,   COUNTER",
    "MISMATCH,  other,  COUNTER",
    "NOT_FOUND, nobody, COUNTER",
    "NOT_FOUND, other,  COUNTER",
    "DECLINED,  nobody, AGAIN",
    "UNKNOWN,   nobody, AGAIN",
    "UNKNOWN,   mine,   AGAIN",
    "ASKED,     nobody, AGAIN",
  })
  void decides(CheckState state, String holder, Decision expected) {
    Optional<Id> claimedBy =
        switch (holder) {
          case "mine" -> Optional.of(MINE);
          case "other" -> Optional.of(OTHER);
          default -> Optional.empty();
        };

    assertThat(Decision.of(state, claimedBy, MINE)).isEqualTo(expected);
  }

  @Test
  void readsOutcomes() {
    assertThat(CheckState.of(Outcome.succeeded(IdentityCheck.Result.MATCH)))
        .isEqualTo(CheckState.MATCH);
    assertThat(CheckState.of(Outcome.succeeded(IdentityCheck.Result.MISMATCH)))
        .isEqualTo(CheckState.MISMATCH);
    assertThat(CheckState.of(Outcome.unknown(UnknownCause.TIMEOUT))).isEqualTo(CheckState.UNKNOWN);
    assertThat(CheckState.of(Outcome.stillRunning())).isEqualTo(CheckState.UNKNOWN);
    assertThat(CheckState.of(Outcome.declined(DeclineReason.BUSY, "busy")))
        .isEqualTo(CheckState.UNKNOWN);
    assertThat(CheckState.of(Outcome.declined(DeclineReason.CREDENTIALS_REFUSED, "401")))
        .isEqualTo(CheckState.DECLINED);
  }
}
