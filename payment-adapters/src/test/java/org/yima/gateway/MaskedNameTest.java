package org.yima.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedNameTest {

  @ParameterizedTest
  @CsvSource({
    "李*, 李*",
    "*明, *明",
    " 欧阳* , 欧阳*",
    "李明, 李*",
    "欧阳小明, 欧***",
    "李, *",
    "𠮷野, 𠮷*",
    "阿依古丽·买买提, 阿*******"
  })
  void whatWasMaskedIsKeptAndAnyOtherIsMasked(String told, String seen) {
    assertThat(MaskedName.of(told).map(MaskedName::text)).contains(seen);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "440524188001010014", "李明1", "<b>*</b>", "李\n明"})
  void whatIsNoNameTellsNothing(String told) {
    assertThat(MaskedName.of(told)).isEmpty();
  }

  @Test
  void itIsShortAndItIsNotShown() {
    assertThat(MaskedName.of("明".repeat(51))).isEmpty();
    assertThat(MaskedName.of("李*").orElseThrow().toString()).doesNotContain("李");
    assertThatThrownBy(() -> new MaskedName("李明")).isInstanceOf(IllegalArgumentException.class);
  }
}
