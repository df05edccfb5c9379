package org.yima.resident;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MasksTest {

  @ParameterizedTest
  @CsvSource({
    "张三,   *三",
    "欧阳娜娜, ***娜",
    "张,     *",
    "'',     *",
    // A rare character outside the basic plane is one character.
    "李𠮷,   *𠮷",
  })
  void names(String name, String masked) {
    assertThat(Masks.name(name)).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource({
    "13800001234, 138****1234",
    "12345,       *****",
    "'',          ''",
  })
  void phones(String phone, String masked) {
    assertThat(Masks.phone(phone)).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource({
    "990101199003074470, 990*************70",
    "H12345678,          ********8",
    "A,                  A",
  })
  void documents(String number, String masked) {
    assertThat(Masks.document(number)).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource({"0012345678, ******5678", "123, **3", "1, *", "12, *2"})
  void numbers(String number, String masked) {
    assertThat(Masks.number(number)).isEqualTo(masked);
  }
}
