package org.yima.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  private static Fields read(String text) {
    return Json.read(text.getBytes(UTF_8));
  }

  /** Eleven characters that would be a thousand million when they are written out. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"code\":1e999999999}",
        "{\"code\":1E-999999999}",
        "{\"output\":{\"lines\":[{\"fee\":-7e65}]}}",
        "{\"code\":1e99999999999}"
      })
  void aNumberWithoutAnEndIsUnreadableWhereverItStands(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(UnreadableAnswer.class);
  }

  @Test
  void aNumberIsReadAsItWasMeant() {
    Fields fields = read("{\"code\":0,\"fee\":12.30,\"big\":1.2e3,\"small\":-5E-1}");
    assertThat(fields.text("code")).isEqualTo("0");
    assertThat(fields.text("fee")).isEqualTo("12.30");
    assertThat(fields.yuanAsFen("fee")).isEqualTo(1_230);
    assertThat(fields.yuanAsFen("big")).isEqualTo(120_000);
    assertThat(fields.yuanAsFen("small")).isEqualTo(-50);
  }
}
