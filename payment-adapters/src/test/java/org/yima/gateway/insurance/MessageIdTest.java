package org.yima.gateway.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class MessageIdTest {

  private static final LocalDateTime TIME = LocalDateTime.of(2026, 11, 21, 9, 5, 7);

  @Test
  void isInstitutionSecondAndSequence() {
    assertThat(MessageId.of("H99000000001", TIME, 42))
        .isEqualTo("H99000000001202611210905070042")
        .hasSize(30);
  }

  @Test
  void refusesWhatWouldNotBeThirtyCharacters() {
    assertThatThrownBy(() -> MessageId.of("H1", TIME, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MessageId.of("H99000000001", TIME, 10_000))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
