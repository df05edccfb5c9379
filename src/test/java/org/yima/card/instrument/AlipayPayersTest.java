package org.yima.card.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yima.card.CardProblem;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.wallet.PayerIdentity;
import org.yima.platform.Problem;

class AlipayPayersTest {

  @Test
  void aDeploymentWithoutAlipaySaysSo() {
    assertThatThrownBy(() -> new AlipayPayers(Optional.empty()).port())
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> assertThat(problem.type()).isEqualTo(CardProblem.INSTRUMENT_UNAVAILABLE));
  }

  @Test
  void oneThatHasItAsksIt() {
    PayerIdentity there = code -> Outcome.declined(DeclineReason.OTHER, code);
    assertThat(new AlipayPayers(Optional.of(there)).port()).isSameAs(there);
  }
}
