package org.yima.healthcard.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsccTest {
  @ParameterizedTest
  @ValueSource(strings = {"91350100M000100Y43", "91110108551385082Q", " 91350100m000100y43 "})
  void goodCodes(String code) {
    assertThat(Uscc.parse(code)).map(Uscc::value).hasValue(code.strip().toUpperCase(Locale.ROOT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"91350100M000100Y44", "91350100I000100Y43", "91350100M000100Y4", ""})
  void badCodes(String code) {
    assertThat(Uscc.parse(code)).isEmpty();
    assertThatThrownBy(() -> new Uscc(code)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everySingleTypingErrorIsFound() {
    String good = "91350100M000100Y43";
    for (int at = 0; at < good.length(); at++) {
      for (char other : "0123456789ABCDEFGHJKLMNPQRTUWXY".toCharArray()) {
        if (other != good.charAt(at)) {
          assertThat(Uscc.parse(good.substring(0, at) + other + good.substring(at + 1))).isEmpty();
        }
      }
    }
  }
}
