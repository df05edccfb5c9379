package org.yima.sandbox.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/** What the bureau's provider interface answered. */
public final class BureauAnswers {

  private BureauAnswers() {}

  public static void assertDone(JsonNode answer) {
    assertThat(answer.get("err_msg").textValue()).isEmpty();
    assertThat(answer.get("infcode").intValue()).isZero();
  }

  /** Refused with a text that says this. */
  public static void assertRefused(JsonNode answer, String text) {
    assertThat(answer.get("infcode").intValue()).isEqualTo(-1);
    assertThat(answer.get("err_msg").textValue()).contains(text);
  }
}
