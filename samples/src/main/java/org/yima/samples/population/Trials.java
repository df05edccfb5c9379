package org.yima.samples.population;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Rows of nobody, made to try a system and never taken away. */
final class Trials {
  private static final List<String> NAMES =
      List.of("测试", "测试1", "test", "TEST", "测试患者", "张三测试", "李四", "123", "aaa");

  private static final List<String> NUMBERS =
      List.of("111111111111111111", "", "123456789012345678", "1");

  private static final List<String> PHONES = List.of("13800000000", "11111111111", "");

  private Trials() {}

  static Registration row(String domain, String card, Dice dice) {
    Map<Field, String> values = new EnumMap<>(Field.class);
    String number = dice.pick(NUMBERS);
    values.put(Field.CARD, card);
    values.put(Field.PATIENT, "0");
    values.put(Field.NAME, dice.pick(NAMES));
    values.put(Field.DOCUMENT_TYPE, number.isEmpty() ? "" : Document.RESIDENT_ID);
    values.put(Field.DOCUMENT_NUMBER, number);
    values.put(Field.BIRTH_DATE, dice.chance(0.5) ? "1900-01-01" : "2000-01-01");
    values.put(Field.SEX, dice.chance(0.5) ? "MALE" : "");
    values.put(Field.PHONE, dice.pick(PHONES));
    values.put(Field.STATUS, "NORMAL");
    return new Registration(domain, values, "", List.of(ErrorKind.TEST_ROW));
  }
}
