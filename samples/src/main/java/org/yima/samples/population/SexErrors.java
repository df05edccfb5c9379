package org.yima.samples.population;

import java.util.List;
import org.yima.samples.Sex;

/** What goes wrong with the sex. */
final class SexErrors {
  static final List<ErrorKind> KINDS =
      List.of(
          ErrorKind.typed(
              "sex.missing", draft -> draft.has(Field.SEX), draft -> draft.set(Field.SEX, "")),
          ErrorKind.typed("sex.wrong", draft -> draft.has(Field.SEX), SexErrors::wrong));

  private SexErrors() {}

  private static void wrong(Draft draft) {
    Sex other = draft.citizen().sex() == Sex.MALE ? Sex.FEMALE : Sex.MALE;
    draft.set(Field.SEX, other.name());
  }
}
