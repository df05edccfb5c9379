package org.yima.index.matching.chinese;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.column.Workers;
import org.yima.index.matching.compare.Comparison;
import org.yima.index.matching.schema.Element;
import org.yima.index.matching.schema.Schema;

class NameComparisonTest {
  private final Schema schema = City.schema();

  private static String[] row(String field, String value, String other, String otherValue) {
    String[] row = new String[City.FIELDS.size()];
    Arrays.fill(row, "");
    row[City.FIELDS.indexOf(field)] = value;
    row[City.FIELDS.indexOf(other)] = otherValue;
    return row;
  }

  private String level(String element, String[] left, String[] right) {
    Table table = schema.table();
    table.add(List.of(left, right), Workers.alone());
    Element of = schema.elements().get(schema.element(element));
    Comparison.Compared compared = of.comparison().over(table);
    int there = compared.level(table.page(0), table.offset(0), table.page(1), table.offset(1));
    int back = compared.level(table.page(1), table.offset(1), table.page(0), table.offset(0));
    assertThat(there).isEqualTo(back);
    return of.level(there);
  }

  private void check(String element, String field, String other, String... rows) {
    for (String text : rows) {
      String[] parts = text.split("\\|", -1);
      String[] left = row(field, parts[0], other, parts[1]);
      String[] right = row(field, parts[2], other, parts[3]);
      assertThat(level(element, left, right)).as(text).isEqualTo(parts[4]);
    }
  }

  @Test
  void names() {
    check(
        "name",
        "name",
        "previous_name",
        "张伟||張偉||exact",
        "张伟||张 伟||exact",
        "买买提·吐尔逊||买买提吐尔逊||exact",
        "张伟||张卫国|张伟|former name",
        "李红|李小红|李洪梅|李小红|former name",
        "张伟||张炜||same sound",
        "张喆||张ZHE||same sound",
        "张伟||ZHANG WEI||same sound",
        "单红||SHAN HONG||same sound",
        "张喆||张?||substitute",
        "张䶮明||张?明||substitute",
        "阿卜杜拉合曼||阿卜杜拉合||substitute",
        "张小明||张晓红||surname",
        "张小明||张大明||one character",
        "张小明||张明||one character",
        "张伟||伟张||one character",
        "张伟||张强||surname",
        "张喆||张哲||same sound",
        "张𬱟平||张頠平||exact",
        "张𬱟平||张?平||substitute",
        "张𬱟平||张WEI平||same sound",
        "张\uD840\uDC00平||张?平||substitute",
        "张\uD840\uDC00平||张HE平||same sound",
        "张\uD840\uDC00平||张小平||one character",
        "张\uD840\uDC00||张·||substitute",
        "张䶮||张\uE863||exact",
        "张伟||李强||differs",
        "张伟||||missing",
        "王芳之子||王芳||missing");
  }

  @Test
  void documents() {
    String valid = NormalisingTest.valid("99010119900307002");
    String typed = valid.substring(0, 10) + "1" + valid.substring(11);
    String other = NormalisingTest.valid("99010119900307004");
    check(
        "document",
        "document_number",
        "document_type",
        valid + "||" + valid + "||exact",
        valid + "||990101900307002||exact",
        valid + "||" + typed + "||one slip",
        valid + "||" + other + "||differs",
        valid + "||||missing");
  }

  /** Two numbers that one person may have say nothing; two that one person has never, do. */
  @Test
  void documentsOfOtherKinds() {
    String valid = NormalisingTest.valid("99010119900307002");
    check(
        "document",
        "document_number",
        "document_type",
        valid + "||ZZ1234568|PASSPORT|other kind",
        "ZZ1234568|PASSPORT|ZY7654321|PASSPORT|other kind",
        "Z990000012|NEWBORN|" + valid + "||other kind",
        "99123456|军官证|" + valid + "|居民身份证|other kind",
        valid + "|户口簿|" + valid + "|居民身份证|exact",
        "99123456|军官证|99123456|其他|exact");
  }

  @Test
  void guardians() {
    String hers = NormalisingTest.valid("99010119900307002");
    String another = NormalisingTest.valid("99010119900307004");
    String broken = hers.substring(0, 10) + "1" + hers.substring(11);
    check(
        "guardian",
        "guardian_name",
        "guardian_document",
        "李娟|" + hers + "|李娟|" + hers + "|document",
        "李娟|" + hers + "|李娟||name",
        "李娟|" + hers + "|李娟|" + another + "|another document",
        "李娟|" + hers + "|李绢|" + another + "|another document",
        "李娟|" + hers + "|李娟|" + broken + "|name",
        "李娟|" + hers + "|王强|" + another + "|differs",
        "|" + hers + "||" + another + "|another document",
        "李娟|||" + another + "|missing");
  }

  @Test
  void birthDates() {
    check(
        "birth",
        "birth_date",
        "sex",
        "1984-03-12||19840312||exact",
        "1984-03-12||1984-12-03||day and month",
        "1984-03-12||1984-03-13||one slip",
        "1984-03-12||1984-04-27||by the moon",
        "1984-12-20||1985-01-28||by the moon",
        "1984-03-12||1991-03-12||one part",
        "1984-03-12||1961-11-28||differs",
        "1900-01-01||1984-03-12||missing");
  }

  @Test
  void addresses() {
    check(
        "address",
        "address",
        "sex",
        "东山市西城区人民路12号3栋201室||西城区人民路12号3栋201室||exact",
        "东山市西城区人民路12号3栋201室||西城区人民路12号3栋201||close",
        "西城区人民路12号3栋201室||西城区人民路12号||similar",
        "西城区人民路12号||西城区学院街9号||area",
        "西城区人民路12号||东城区人民路12号||differs",
        "西城区人民路12号||||missing");
  }

  @Test
  void everyElementIsSymmetric() {
    SplittableRandom chance = new SplittableRandom(11);
    String[] names = {"张伟", "张炜", "张小明", "王芳之子", "王芳双胞胎A", "张?", "李ZHE", "买买提·吐尔逊", ""};
    String[] dates = {"1984-03-12", "1984-12-03", "1984-04-20", "1990-01-01", ""};
    String[] addresses = {"西城区人民路12号", "西城区人民路12号3栋", "永安县城关镇", "人民路", ""};
    Table table = schema.table();
    for (int i = 0; i < 300; i++) {
      String[] row =
          row(
              "name",
              names[chance.nextInt(names.length)],
              "birth_date",
              dates[chance.nextInt(dates.length)]);
      row[City.FIELDS.indexOf("address")] = addresses[chance.nextInt(addresses.length)];
      row[City.FIELDS.indexOf("previous_name")] = names[chance.nextInt(names.length)];
      row[City.FIELDS.indexOf("phone")] = "1391111000" + chance.nextInt(3);
      row[City.FIELDS.indexOf("phone2")] = "1391111000" + chance.nextInt(3);
      row[City.FIELDS.indexOf("guardian_name")] = names[chance.nextInt(names.length)];
      row[City.FIELDS.indexOf("guardian_document")] =
          NormalisingTest.valid("990101199003070" + (10 + chance.nextInt(3)));
      row[City.FIELDS.indexOf("document_type")] = chance.nextBoolean() ? "PASSPORT" : "";
      row[City.FIELDS.indexOf("document_number")] = "99010119900307" + (1000 + chance.nextInt(30));
      table.add(List.<String[]>of(row), Workers.alone());
    }
    for (Element element : schema.elements()) {
      Comparison.Compared compared = element.comparison().over(table);
      for (int i = 0; i < table.size(); i++) {
        for (int j = 0; j < i; j++) {
          assertThat(compared.level(table.page(i), table.offset(i), table.page(j), table.offset(j)))
              .as(element.name())
              .isEqualTo(
                  compared.level(table.page(j), table.offset(j), table.page(i), table.offset(i)));
        }
      }
    }
  }

  /** One desk wrote the character's sound, the other that there is one that it cannot write. */
  @Test
  void lettersBesideASubstituteAreTheSameCharacter() {
    int substitute = NameComparison.level("张?平", "张喆平");
    assertThat(NameComparison.level("张ZHE平", "张?平")).isEqualTo(substitute);
    assertThat(NameComparison.level("张?平", "张ZHE平")).isEqualTo(substitute);
    assertThat(NameComparison.level("张平ZHE", "张平?")).isEqualTo(substitute);
    assertThat(NameComparison.level("张ZHE平", "张?安")).isNotEqualTo(substitute);
    assertThat(NameComparison.level("张ZHE平", "张WEI平")).isNotEqualTo(substitute);
    assertThat(NameComparison.level("张ZHE平", "张伟平")).isNotEqualTo(substitute);
    assertThat(NameComparison.level("张ZHE", "张?平")).isNotEqualTo(substitute);
  }
}
