package org.yima.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeTest {

  @Test
  void onlySuccessAndRefusalAreFinal() {
    assertThat(Outcome.succeeded(1).isFinal()).isTrue();
    assertThat(Outcome.declined(DeclineReason.BUSY, "X").isFinal()).isTrue();
    assertThat(Outcome.stillRunning().isFinal()).isFalse();
    assertThat(Outcome.unknown(UnknownCause.TIMEOUT).isFinal()).isFalse();
  }

  @Test
  void continuesASuccessOnly() {
    Outcome<Integer> unknown = Outcome.unknown(UnknownCause.CONNECTION);
    assertThat(Outcome.succeeded(20).then(v -> Outcome.succeeded(v + 1)))
        .isEqualTo(Outcome.succeeded(21));
    assertThat(unknown.map(v -> v + 1)).isEqualTo(Outcome.unknown(UnknownCause.CONNECTION));
    assertThat(Outcome.<Integer>declined(DeclineReason.CLOSED, "C").map(v -> v + 1))
        .isEqualTo(Outcome.declined(DeclineReason.CLOSED, "C"));
  }

  /** A code that could be a sentence, a phone or a document number is not carried. */
  @ParameterizedTest
  @CsvSource({
    "NOT_ENOUGH, NOT_ENOUGH",
    "id.reused, id.reused",
    "-1, -1",
    "张三未参保, unspecified",
    "13900000000, unspecified",
    "no money, unspecified",
    ", unspecified",
    "id-11010519491231002X, unspecified"
  })
  void codesCarryNoPersonalData(String code, String kept) {
    Outcome.Declined<?> declined = new Outcome.Declined<>(DeclineReason.OTHER, code);
    assertThat(declined.code()).isEqualTo(kept);
  }

  @Test
  void parametersOfTheWalletAreNotShown() {
    NextAction action =
        new NextAction(NextAction.Kind.WECHAT_JSAPI, Map.of("package", "prepay_id=wx201410272009"));
    assertThat(Outcome.pending(action).toString()).doesNotContain("wx2014");
  }
}
