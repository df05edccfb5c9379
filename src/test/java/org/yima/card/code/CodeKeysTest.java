package org.yima.card.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yima.card.CardConfig;
import org.yima.healthcard.code.Code;
import org.yima.healthcard.code.CodeRequest;
import org.yima.healthcard.code.Handle;
import org.yima.healthcard.code.PublishedKey;
import org.yima.healthcard.code.Scenes;
import org.yima.healthcard.code.Suite;
import org.yima.healthcard.code.Verification;

/** Two suites side by side, each key in its own. */
class CodeKeysTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneId.of("Asia/Shanghai"));

  private final SecureRandom random = new SecureRandom();

  private static String secret(int first) {
    byte[] secret = new byte[32];
    secret[0] = (byte) first;
    return Base64.getEncoder().encodeToString(secret);
  }

  private CodeKeys keys(int current) {
    return keys(current, "ED25519,SM2_SM3");
  }

  private CodeKeys keys(int current, String suites) {
    CardConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(CardConfig.class)
            .withDefaultValues(
                Map.of(
                    "yima.card.region",
                    "990100",
                    "yima.card.current-key",
                    Integer.toString(current),
                    "yima.card.suites",
                    suites,
                    "yima.card.keys.1.seed",
                    secret(1),
                    "yima.card.keys.2.suite",
                    "SM2_SM3",
                    "yima.card.keys.2.seed",
                    secret(2)))
            .build()
            .getConfigMapping(CardConfig.class);
    return new CodeKeys(config, random, CLOCK);
  }

  private Code codeOf(CodeKeys keys) {
    return keys.issuer()
        .issue(
            CodeRequest.dynamic(Handle.random(random), NOW, Duration.ofSeconds(60), Scenes.all()));
  }

  @Test
  void aKeySignsInItsOwnSuiteAndEveryServerVerifiesBoth() {
    CodeKeys ed25519 = keys(1);
    CodeKeys sm2 = keys(2);
    assertThat(sm2.keySet().keys())
        .extracting(PublishedKey::suite)
        .containsExactly(Suite.ED25519, Suite.SM2_SM3);
    for (CodeKeys issuing : new CodeKeys[] {ed25519, sm2}) {
      Code code = codeOf(issuing);
      assertThat(code.content().keyId()).isEqualTo(issuing.current().keyId());
      assertThat(ed25519.verifier().verify(code.text()).accepted()).isTrue();
      assertThat(sm2.verifier().verify(code.text()).accepted()).isTrue();
    }
  }

  @Test
  void aServerBoundToOneSuiteTakesNoCodeOfTheOther() {
    CodeKeys bound = keys(2, "SM2_SM3");

    assertThat(bound.verifier().verify(codeOf(keys(1)).text()).reason())
        .isEqualTo(Verification.Reason.DOWNGRADED_SUITE);
    assertThat(bound.verifier().verify(codeOf(bound).text()).accepted()).isTrue();
    assertThatThrownBy(() -> keys(1, "SM2_SM3")).isInstanceOf(IllegalStateException.class);
  }
}
