package org.yima.samples.population;

import java.util.List;
import org.yima.samples.Sex;

/** A child that was registered at birth, under its mother's name, and never completed. */
final class NewbornErrors {
  static final List<ErrorKind> KINDS =
      List.of(ErrorKind.any("newborn.unnamed", Draft::madeAtBirth, NewbornErrors::unnamed));

  private static final List<String> SONS = List.of("之子", "之子", "之子", "儿子", "之男", "之长子");
  private static final List<String> DAUGHTERS = List.of("之女", "之女", "之女", "女儿", "之女婴", "之长女");

  private NewbornErrors() {}

  private static void unnamed(Draft draft) {
    Citizen child = draft.citizen();
    Citizen mother = draft.household().mother().orElseThrow();
    draft.set(Field.NAME, mother.name().text() + suffix(draft, child));
    draft.set(Field.DOCUMENT_TYPE, "");
    draft.set(Field.DOCUMENT_NUMBER, "");
    draft.set(Field.INSURANCE_NUMBER, "");
    draft.set(Field.PREVIOUS_NAME, "");
    draft.set(Field.GUARDIAN_NAME, mother.name().text());
    draft.set(Field.GUARDIAN_DOCUMENT, mother.document().number());
  }

  private static String suffix(Draft draft, Citizen child) {
    if (child.birth().twin() == 0) {
      return draft.dice().pick(child.sex() == Sex.MALE ? SONS : DAUGHTERS);
    }
    boolean elder = child.birth().twin() == 1;
    return switch (draft.dice().below(3)) {
      case 0 -> elder ? "双胞胎A" : "双胞胎B";
      case 1 -> elder ? "之大双" : "之小双";
      default -> elder ? "之子女1" : "之子女2";
    };
  }
}
