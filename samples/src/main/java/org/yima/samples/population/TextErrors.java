package org.yima.samples.population;

import static org.yima.samples.population.ErrorKind.any;

import java.util.List;
import org.yima.samples.FullWidth;

/** What copying and exporting add to texts. */
final class TextErrors {
  static final List<ErrorKind> KINDS =
      List.of(
          any(
              "text.full-width",
              draft -> draft.has(Field.DOCUMENT_NUMBER) || draft.has(Field.PHONE),
              TextErrors::fullWidth),
          any("text.zero-width", draft -> draft.has(Field.NAME), TextErrors::zeroWidth),
          any("text.blank", draft -> draft.has(Field.NAME), TextErrors::blank));

  private static final List<String> ZERO_WIDTH = List.of("\u200B", "\u200D", "\uFEFF", "\u200C");

  private TextErrors() {}

  private static void fullWidth(Draft draft) {
    for (Field field : List.of(Field.DOCUMENT_NUMBER, Field.PHONE)) {
      draft.set(field, FullWidth.of(draft.get(field)));
    }
  }

  private static void zeroWidth(Draft draft) {
    String nothing = draft.dice().pick(ZERO_WIDTH);
    if (draft.dice().chance(0.5) && draft.has(Field.DOCUMENT_NUMBER)) {
      draft.set(Field.DOCUMENT_NUMBER, draft.get(Field.DOCUMENT_NUMBER) + nothing);
    } else {
      int place = draft.dice().below(2) == 0 ? 0 : draft.get(Field.NAME).length();
      String name = draft.get(Field.NAME);
      draft.set(Field.NAME, name.substring(0, place) + nothing + name.substring(place));
    }
  }

  private static void blank(Draft draft) {
    String name = draft.get(Field.NAME);
    draft.set(
        Field.NAME,
        switch (draft.dice().below(3)) {
          case 0 -> name + " ";
          case 1 -> " " + name;
          default -> name + "\u3000";
        });
  }
}
