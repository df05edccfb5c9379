package org.yima.samples.population;

import static org.yima.samples.population.ErrorKind.any;

import java.util.List;
import org.yima.samples.Sex;

/**
 * A child that was registered at birth, before it had a name, and never completed. The words are
 * those of wards: on wristbands, cots and lists.
 */
final class NewbornErrors {
  static final List<ErrorKind> KINDS =
      List.of(
          any("newborn.unnamed", Draft::madeAtBirth, NewbornErrors::unnamed),
          any("newborn.surname", Draft::madeAtBirth, NewbornErrors::surname),
          any("newborn.bare", Draft::madeAtBirth, NewbornErrors::bare));

  private static final List<String> SONS =
      List.of(
          "之子", "之子", "之子", "之子", "之子", "儿子", "之男", "之男婴", "男婴", "之长子", "之儿", "子", "之婴", "BB", "bb",
          "宝宝", "之毛毛", "新生儿", "（之子）", "(儿子)", " 之子", "之子（新生儿）");
  private static final List<String> DAUGHTERS =
      List.of(
          "之女", "之女", "之女", "之女", "之女", "女儿", "之女婴", "女婴", "之长女", "之女儿", "之婴", "BB", "bb", "宝宝",
          "之毛毛", "新生儿", "（之女）", "(女儿)", " 之女", "之女（新生儿）");
  private static final List<String> LATER_SONS = List.of("之次子", "之二子", "次子", "之小子");
  private static final List<String> LATER_DAUGHTERS = List.of("之次女", "之二女", "次女", "之小女");

  /** For twins in pairs: the elder's, the younger's; {@code %s} is the word for the child's sex. */
  private static final List<List<String>> TWINS =
      List.of(
          List.of("双胞胎A", "双胞胎B"),
          List.of("之大双", "之小双"),
          List.of("大双", "小双"),
          List.of("之子女1", "之子女2"),
          List.of("之长%s", "之次%s"),
          List.of("之长%s", "之次%s"),
          List.of("之大%s", "之二%s"),
          List.of("之大%s", "之小%s"),
          List.of("之%s(大)", "之%s(小)"),
          List.of("之%s（大）", "之%s（小）"),
          List.of("之%s（双胎之大）", "之%s（双胎之小）"),
          List.of("之%sA", "之%sB"),
          List.of("之%s1", "之%s2"),
          List.of("之%sⅠ", "之%sⅡ"),
          List.of("之%s①", "之%s②"),
          List.of("双胎大", "双胎小"),
          List.of("双A", "双B"));

  private static final List<String> NAMELESS_SONS = List.of("之子", "之子", "宝宝", "男婴", "之男婴", "婴儿");
  private static final List<String> NAMELESS_DAUGHTERS =
      List.of("之女", "之女", "宝宝", "女婴", "之女婴", "婴儿");
  private static final List<String> BOYS = List.of("新生儿", "男婴", "婴儿", "无名男婴", "新生儿男");
  private static final List<String> GIRLS = List.of("新生儿", "女婴", "婴儿", "无名女婴", "新生儿女");

  private NewbornErrors() {}

  private static void unnamed(Draft draft) {
    Citizen mother = draft.household().mother().orElseThrow();
    named(draft, mother.name().text() + suffix(draft, draft.citizen()), true);
  }

  /** Only the mother's surname is known, or nobody wrote more. */
  private static void surname(Draft draft) {
    Citizen mother = draft.household().mother().orElseThrow();
    String family = mother.name().isHan() ? mother.name().family() : "";
    List<String> words = isSon(draft) ? NAMELESS_SONS : NAMELESS_DAUGHTERS;
    named(draft, family + draft.dice().pick(words), draft.dice().chance(0.4));
  }

  private static void bare(Draft draft) {
    named(draft, draft.dice().pick(isSon(draft) ? BOYS : GIRLS), draft.dice().chance(0.4));
  }

  private static void named(Draft draft, String name, boolean withMother) {
    Citizen mother = draft.household().mother().orElseThrow();
    draft.set(Field.NAME, name);
    draft.set(Field.DOCUMENT_TYPE, "");
    draft.set(Field.DOCUMENT_NUMBER, "");
    draft.set(Field.INSURANCE_NUMBER, "");
    draft.set(Field.PREVIOUS_NAME, "");
    draft.set(Field.GUARDIAN_NAME, withMother ? mother.name().text() : "");
    draft.set(Field.GUARDIAN_DOCUMENT, withMother ? mother.document().number() : "");
  }

  private static boolean isSon(Draft draft) {
    return draft.citizen().sex() == Sex.MALE;
  }

  private static String suffix(Draft draft, Citizen child) {
    int twin = child.birth().twin();
    if (twin > 0) {
      String word = draft.dice().pick(TWINS).get(twin - 1);
      return word.formatted(isSon(draft) ? "子" : "女");
    }
    if (hasElder(draft, child) && draft.dice().chance(0.25)) {
      return draft.dice().pick(isSon(draft) ? LATER_SONS : LATER_DAUGHTERS);
    }
    return draft.dice().pick(isSon(draft) ? SONS : DAUGHTERS);
  }

  /** A brother or sister of the same sex that is older. */
  private static boolean hasElder(Draft draft, Citizen child) {
    return draft.household().members().stream()
        .anyMatch(
            other ->
                other.role() == Citizen.Role.CHILD
                    && other.sex() == child.sex()
                    && other.birth().date().isBefore(child.birth().date()));
  }
}
