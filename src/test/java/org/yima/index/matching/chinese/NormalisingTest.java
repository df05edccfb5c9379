package org.yima.index.matching.chinese;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.yima.healthcard.identity.IdType;
import org.yima.index.matching.normal.Days;
import org.yima.index.matching.normal.Text;

/** Every step by a table: what comes in, what goes out. Number areas 990101 are not assigned. */
class NormalisingTest {
  private static void check(UnaryOperator<String> step, String... rows) {
    for (String row : rows) {
      String[] parts = row.split("\\|", -1);
      assertThat(step.apply(parts[0])).as(row).isEqualTo(parts[1]);
    }
  }

  @Test
  void text() {
    check(Text::nfkc, "１３８ＡＢ|138AB", "张三|张三", "㍿|株式会社", "plain|plain");
    check(Text::unspaced, " 张 三\u3000|张三", "\u200B张三\uFEFF|张三", "张三|张三", " |");
    check(Text::spacedOnce, "  a   b |a b", "a b|a b", "|");
    check(Text::digits, "138-0013 8000|13800138000", "12|12", "abc|");
    check(Text::lettersAndDigits, "G 1234-5|G12345", "X|X");
    assertThat(Text.isOneCharacter("0000")).isTrue();
    assertThat(Text.isOneCharacter("0001")).isFalse();
    assertThat(Text.isRun("123456789")).isTrue();
    assertThat(Text.isRun("1234567890")).isTrue();
    assertThat(Text.isRun("987654")).isTrue();
    assertThat(Text.isRun("123457")).isFalse();
  }

  @Test
  void days() {
    check(
        Days::normal,
        "1984-03-12|19840312",
        "1984/3/2|19840302",
        "1984年3月2日|19840302",
        "19840312|19840312",
        "１９８４.０３.１２|19840312",
        "1984-03-12 00:00:00|19840312",
        "19840312000000|19840312",
        "1984-02-30|",
        "0001-01-01|",
        "9999-12-31|",
        "84-03-12|",
        "198403|",
        "|");
  }

  @Test
  void names() {
    check(
        Names::normal,
        "张三|张三",
        " 張 三 |张三",
        "３床张三|张三",
        "张三(3床)|张三",
        "张三（家属）|张三",
        "张三先生|张三",
        "张三女士|张三",
        "买买提•吐尔逊|买买提吐尔逊",
        "买买提·吐尔逊|买买提吐尔逊",
        "买买提．吐尔逊|买买提吐尔逊",
        "买买提˙吐尔逊|买买提吐尔逊",
        "买买提‧吐尔逊|买买提吐尔逊",
        "买买提・吐尔逊|买买提吐尔逊",
        "买买提･吐尔逊|买买提吐尔逊",
        "买买提⋅吐尔逊|买买提吐尔逊",
        "买买提∙吐尔逊|买买提吐尔逊",
        "买买提●吐尔逊|买买提吐尔逊",
        "买买提.吐尔逊|买买提吐尔逊",
        "买买提。吐尔逊|买买提吐尔逊",
        "买买提｡吐尔逊|买买提吐尔逊",
        "买买提﹒吐尔逊|买买提吐尔逊",
        "买买提、吐尔逊|买买提吐尔逊",
        "买买提·吐尔逊|买买提吐尔逊",
        "买买提ꞏ吐尔逊|买买提吐尔逊",
        "买买提吐尔逊|买买提吐尔逊",
        "张·|张?",
        "张·伟|张?伟",
        "张？|张?",
        "张□明|张?明",
        "张zhe|张ZHE",
        "Zhang Wei|ZHANGWEI",
        "测试|",
        "test01|",
        "无名氏|",
        "不详|",
        "???|",
        "王芳之子|",
        "王芳/本人|王芳",
        "王芳-自费|王芳",
        "买买提-吐尔逊|买买提吐尔逊",
        "买买提—艾力|买买提艾力",
        "王女士|",
        "刘先生|",
        "王芳女士|王芳",
        "王大双|王大双",
        "张·𬱟|张?頠",
        "田中美智子|田中美智子",
        "张小明／王芳|张小明",
        "Smith/John|SMITHJOHN",
        "N/A|",
        "/|",
        "王小双|王小双",
        "李文双|李文双",
        "王之男|王之男",
        "张喆|张喆",
        "|");
  }

  @Test
  void childrenWithoutAName() {
    String[] rows = {
      "王芳之子|王芳|M",
      "王芳之女|王芳|F",
      "王芳女儿|王芳|F",
      "王芳儿子|王芳|M",
      "王芳之女婴|王芳|F",
      "王芳之长女|王芳|F1",
      "王芳之次子|王芳|M2",
      "王芳之大女|王芳|F1",
      "王芳之二女|王芳|F2",
      "王芳之三女|王芳|F3",
      "王芳之子(大)|王芳|M1",
      "王芳之子（小）|王芳|M2",
      "王芳之女（双胎之大）|王芳|F1",
      "王芳之女（双胎之小）|王芳|F2",
      "王芳之子A|王芳|M1",
      "王芳之子Ⅱ|王芳|M2",
      "王芳之子②|王芳|M2",
      "王芳大双|王芳|C1",
      "王芳双胎小|王芳|C2",
      "王芳双B|王芳|C2",
      "王芳次女|王芳|F2",
      "王芳bb|王芳|C",
      "王芳之毛毛|王芳|C",
      "王芳之子（新生儿）|王芳|M",
      "新生儿王芳之子|王芳|M",
      "3床王芳之子|王芳|M",
      "王之子||M",
      "王之女婴||F",
      "李宝宝||C",
      "陈男婴||M",
      "张婴儿||C",
      "新生儿||C",
      "新生儿2||C2",
      "3床新生儿||C",
      "男婴||M",
      "无名女婴||F",
      "王芳(大)||",
      "王大双||",
      "王芳双胞胎A|王芳|C1",
      "王芳双胞胎B|王芳|C2",
      "王芳之大双|王芳|C1",
      "王芳之小双|王芳|C2",
      "王芳之子女1|王芳|C1",
      "王芳(之女)|王芳|F",
      "王芳（女儿）|王芳|F",
      "王芳/之子|王芳|M",
      "欧阳小芳之子|欧阳小芳|M",
      "王芳||",
    };
    for (String row : rows) {
      String[] parts = row.split("\\|", -1);
      Names.Parsed parsed = Names.parse(parts[0]);
      assertThat(parsed.mother()).as(row).isEqualTo(parts[1]);
      assertThat(parsed.child()).as(row).isEqualTo(parts[2]);
    }
  }

  @Test
  void documents() {
    check(
        number -> Documents.normal("", number),
        "99010119900307002" + "X|" + broken("99010119900307002X"),
        "000000000000000000|",
        "111111111111111111|",
        "123456789012345678|",
        "99010|",
        "|");
    String valid = valid("99010119900307002");
    check(
        number -> Documents.normal("居民身份证", number),
        valid + "|R" + valid,
        " " + valid.toLowerCase(Locale.ROOT) + " |R" + valid,
        "990101900307002|R" + valid);
    assertThat(Documents.birthDate("R" + valid)).isEqualTo("19900307");
    assertThat(Documents.sex("R" + valid)).isEqualTo("F");
    assertThat(Documents.forLife('R', "!" + valid)).isEmpty();
    assertThat(Documents.forLife('R', "R" + valid)).isEqualTo("R" + valid);
    assertThat(Documents.forLife('R', "PG12345679")).isEmpty();
    assertThat(Documents.normal("驾驶证", valid)).isEqualTo("R" + valid);
    assertThat(Documents.normal("居民户口簿", valid)).isEqualTo("R" + valid);
    assertThat(Documents.normal("军官证", "99123456")).isEqualTo("O99123456");
    assertThat(Documents.type("军官证", "99123456")).isEqualTo(IdType.NONE);
    assertThat(Documents.type("社保卡", valid)).isEqualTo(IdType.RESIDENT_ID);
    assertThat(Documents.type("临时身份证")).isEqualTo(IdType.RESIDENT_ID);
    assertThat(Documents.normal("PASSPORT", "g 1234 5679")).isEqualTo("PG12345679");
  }

  private static String broken(String number) {
    return valid(number.substring(0, 17)).equals(number) ? "R" + number : "!" + number;
  }

  /** The number with its check digit, ISO 7064 MOD 11-2. */
  static String valid(String body) {
    int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += (body.charAt(i) - '0') * weights[i];
    }
    return body + "10X98765432".charAt(sum % 11);
  }

  @Test
  void phones() {
    check(
        Phones::normal,
        "13911234567|13911234567",
        "+86 139-1123-4567|13911234567",
        "8613911234567|13911234567",
        "008613911234567|13911234567",
        "013911234567|13911234567",
        "１３９１１２３４５６７|13911234567",
        "010-62345679|01062345679",
        "0755-82345679-801|075582345679",
        "0755-82345679转801|075582345679",
        "82345679-8|82345679",
        "1795113911234567|13911234567",
        "17951013911234567|13911234567",
        "13911234567(母亲)|13911234567",
        "13911234567/15412345670|13911234567",
        "139 1123 4567|13911234567",
        "13800000000|",
        "13800138000|",
        "11111111111|",
        "12345678901|",
        "无|",
        "123|",
        "|");
  }

  @Test
  void secondPhones() {
    check(
        Phones::second,
        "13911234567/15412345670|15412345670",
        "13911234567、 15412345670|15412345670",
        "13911234567 15412345670|15412345670",
        "1391123456715412345670|15412345670",
        "13911234567或0755-82345679转801|075582345679",
        "+8613911234567+8615412345670|15412345670",
        "13911234567/13911234567|",
        "0755-82345679-801|",
        "13911234567|",
        "|");
  }

  @Test
  void addresses() {
    check(Addresses::normal, "海州省 东山市，西城区 人民路１２号|海州省东山市西城区人民路12号", "不详|", "无|", "|");
    check(
        Addresses::area,
        "海州省东山市西城区人民路12号|西城区",
        "东山市西城区人民路12号|西城区",
        "西城区人民路12号|西城区",
        "海州省东山市永安县城关镇|永安县",
        "人民路12号|");
    check(Addresses::rest, "海州省东山市西城区人民路12号|人民路12号", "人民路12号|人民路12号");
  }

  @Test
  void sexes() {
    check(Documents::sexOf, "男|M", "女性|F", "1|M", "2|F", "female|F", "0|", "9|", "未知|", "|");
  }

  /** Whatever is typed, no step fails, and what is normal stays as it is. */
  @Test
  void anyTextIsTaken() {
    SplittableRandom chance = new SplittableRandom(7);
    String letters = "张王之子女双胞胎AB·?/／（）()床省市区县路号-1239８９ \u200B\uD840\uDC00XxéÜ男婴";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = chance.nextInt(12); j > 0; j--) {
        text.append(letters.charAt(chance.nextInt(letters.length())));
      }
      String raw = text.toString();
      for (UnaryOperator<String> step :
          List.<UnaryOperator<String>>of(Phones::normal, Addresses::normal, Days::normal)) {
        String once = step.apply(raw);
        assertThat(step.apply(once)).as(raw).isEqualTo(once);
      }
      assertThat(Names.parse(raw)).isNotNull();
      assertThat(Documents.normal("", raw)).isNotNull();
      String address = Addresses.normal(raw);
      assertThat(address).endsWith(Addresses.rest(address));
    }
  }

  /** No landline begins with 1, so what stands behind this dash is no extension. */
  @Test
  void aMobileInGroupsIsNoLandline() {
    assertThat(Phones.normal("1390012-3456")).isEqualTo("13900123456");
    assertThat(Phones.normal("13900123-456")).isEqualTo("13900123456");
    assertThat(Phones.normal("87650123-801")).isEqualTo("87650123");
    assertThat(Phones.normal("0755-87650123-801")).isEqualTo("075587650123");
  }

  @Test
  void namesThatBeginAsATestAreNames() {
    assertThat(Names.normal("Testino Anna")).isEqualTo("TESTINOANNA");
    assertThat(Names.normal("DEMOS")).isEqualTo("DEMOS");
    for (String none : List.of("test", "TEST01", "demo张三", "Test user", "ceshi1")) {
      assertThat(Names.normal(none)).as(none).isEmpty();
    }
  }

  /** 王毛毛 may be a name; whether it is is for the rest of the row to say. */
  @Test
  void aSurnameAndAWordAreTheNameOfSome() {
    assertThat(Names.surnameAndWord("王 毛毛")).isEqualTo("王毛毛");
    assertThat(Names.surnameAndWord("李宝宝")).isEqualTo("李宝宝");
    for (String none : List.of("王之子", "王芳宝宝", "新生儿", "王毛毛A", "王芳", "")) {
      assertThat(Names.surnameAndWord(none)).as(none).isEmpty();
    }
  }
}
