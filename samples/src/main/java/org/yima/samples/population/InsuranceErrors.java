package org.yima.samples.population;

import static org.yima.samples.population.ErrorKind.any;
import static org.yima.samples.population.ErrorKind.typed;

import java.util.List;

/** What goes wrong with numbers of medical insurance. */
final class InsuranceErrors {
  private static final int REGION = 2;

  static final List<ErrorKind> KINDS =
      List.of(
          any(
              "insurance.missing",
              InsuranceErrors::isGiven,
              draft -> draft.set(Field.INSURANCE_NUMBER, "")),
          typed("insurance.digit", InsuranceErrors::isGiven, InsuranceErrors::digit),
          any(
              "insurance.family",
              draft -> InsuranceErrors.isGiven(draft) && !relatives(draft).isEmpty(),
              draft -> draft.set(Field.INSURANCE_NUMBER, draft.dice().pick(relatives(draft)))));

  private InsuranceErrors() {}

  private static boolean isGiven(Draft draft) {
    return draft.has(Field.INSURANCE_NUMBER);
  }

  private static void digit(Draft draft) {
    draft.set(
        Field.INSURANCE_NUMBER,
        Digits.oneWrong(draft.dice(), draft.get(Field.INSURANCE_NUMBER), REGION));
  }

  private static List<String> relatives(Draft draft) {
    return draft.household().members().stream()
        .map(Citizen::insuranceNumber)
        .filter(number -> !number.isEmpty())
        .filter(number -> !number.equals(draft.citizen().insuranceNumber()))
        .toList();
  }
}
