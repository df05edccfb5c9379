package org.yima.index.matching.chinese;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The tables that are shipped are the ones that ICU makes; {@code -Dyima.write=true} makes them
 * anew.
 */
class HanTablesTest {
  private static final Path FOLDER =
      Path.of("main", "resources", "org", "yima", "index", "matching", "chinese");

  @Test
  void theTablesAreThoseOfIcu() throws IOException {
    check("pinyin.txt", HanTables.pinyin());
    check("simplified.txt", HanTables.simplified());
    check("private.txt", HanTables.privates());
  }

  private static void check(String name, String expected) throws IOException {
    if (Boolean.getBoolean("yima.write")) {
      Files.writeString(FOLDER.resolve(name), expected);
    }
    try (var in = Han.class.getResourceAsStream(name)) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(expected);
    }
  }

  @Test
  void soundsAndForms() {
    assertThat(Han.sound('张')).isEqualTo("ZHANG");
    assertThat(Han.sound('A')).isEmpty();
    assertThat(Han.plain("張偉龍")).isEqualTo("张伟龙");
    assertThat(Han.plain("陳堃")).isEqualTo("陈堃");
    assertThat(Han.plain("王昇")).isEqualTo("王昇");
    assertThat(Han.plain("張𬱟平")).isEqualTo("张頠平");
    assertThat(Han.plain("\uE863小平")).isEqualTo("䶮小平");
    assertThat(Han.plain("張\uD840\uDC00")).isEqualTo("张\uD840\uDC00");
    assertThat(Han.plain("王小明")).isEqualTo("王小明");
  }

  @Test
  void namesSoundAsNames() {
    String[][] names = {
      {"单田芳", "SHANTIANFANG"},
      {"简单", "JIANDAN"},
      {"仇英", "QIUYING"},
      {"曾国", "ZENGGUO"},
      {"解放", "XIEFANG"},
      {"查良", "ZHALIANG"},
      {"区小明", "OUXIAOMING"},
      {"尉迟敬", "YUCHIJING"},
      {"万俟卨", "MOQIXIE"},
      {"张ZHE", "ZHANGZHE"},
      {"张喆", "ZHANGZHE"},
      {"LV伟", "LUWEI"},
      {"吕伟", "LUWEI"},
      {"张?", "ZHANG?"},
      {"张𬱟平", "ZHANGWEIPING"},
      {"张\uD840\uDC00平", "ZHANGHEPING"},
    };
    for (String[] row : names) {
      assertThat(Han.nameSound(row[0])).as(row[0]).isEqualTo(row[1]);
    }
  }
}
