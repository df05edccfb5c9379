package org.yima.samples.population;

import static org.yima.samples.population.ErrorKind.any;
import static org.yima.samples.population.ErrorKind.typed;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What goes wrong with names. */
final class NameErrors {
  private static final List<String> SPACED = List.of(" ", " · ", "· ");
  private static final List<String> DOTS = List.of("•", "．", "・", ".", "‧");
  private static final List<String> TITLES =
      List.of("先生", "女士", "老师", "阿姨", "师傅", "教授", "(小)", "(退)", "(本人)", "1", "-自费");
  private static final List<String> ADDRESSED = List.of("先生", "女士", "小姐", "阿姨", "师傅", "老师");

  static final List<ErrorKind> KINDS =
      List.of(
          typed(
              "name.same-pinyin", has(c -> !Characters.sameSound(c).isEmpty()), NameErrors::sound),
          typed(
              "name.similar-shape", has(c -> !Characters.similar(c).isEmpty()), NameErrors::shape),
          typed(
              "name.traditional",
              has(c -> Characters.traditional(c).isPresent()),
              NameErrors::traditional),
          any("name.rare-question", NameErrors::isOutside, draft -> rare(draft, "?")),
          typed("name.rare-dot", NameErrors::hasRare, NameErrors::rareDot),
          typed("name.rare-pinyin", NameErrors::hasRare, draft -> rare(draft, "")),
          any("name.rare-private", NameErrors::hadPrivate, NameErrors::byPrivate),
          typed("name.dot-missing", NameErrors::isDotted, draft -> dot(draft, List.of(""))),
          typed("name.dot-space", NameErrors::isDotted, draft -> dot(draft, SPACED)),
          typed("name.dot-variant", NameErrors::isDotted, draft -> dot(draft, DOTS)),
          typed("name.space", NameErrors::isShortHan, NameErrors::space),
          typed("name.bed", NameErrors::isNamed, NameErrors::bed),
          typed("name.title", NameErrors::isNamed, NameErrors::title),
          typed("name.surname", NameErrors::isOwnHan, NameErrors::surname),
          typed("name.slash", NameErrors::isOwnHan, NameErrors::slash),
          typed("name.passport-slash", NameErrors::isLatin, NameErrors::passportSlash),
          typed("name.swapped", NameErrors::canSwap, NameErrors::swap),
          any("name.previous", NameErrors::hadAnother, NameErrors::previous));

  private NameErrors() {}

  private static Predicate<Draft> has(Predicate<String> quality) {
    return draft -> {
      String name = draft.get(Field.NAME);
      for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
        if (quality.test(Character.toString(name.codePointAt(i)))) {
          return true;
        }
      }
      return false;
    };
  }

  private static boolean isNamed(Draft draft) {
    return draft.has(Field.NAME);
  }

  private static boolean hasRare(Draft draft) {
    return Tables.characters(draft.get(Field.NAME)).stream().anyMatch(Characters.RARE::containsKey);
  }

  /** The old code page had no place for a character, not even a private one. */
  private static boolean isOutside(Draft draft) {
    return hasRare(draft) && !hadPrivate(draft);
  }

  private static boolean hadPrivate(Draft draft) {
    return Tables.characters(draft.get(Field.NAME)).stream()
        .anyMatch(Characters.PRIVATE::containsKey);
  }

  /** Named, and by the own name. */
  private static boolean isOwnHan(Draft draft) {
    return draft.citizen().name().isHan()
        && draft.get(Field.NAME).equals(draft.citizen().name().text());
  }

  private static boolean isLatin(Draft draft) {
    return draft.citizen().name().joint().equals(" ");
  }

  private static boolean isDotted(Draft draft) {
    return draft.get(Field.NAME).indexOf('·') >= 0;
  }

  private static boolean isShortHan(Draft draft) {
    return draft.citizen().name().isHan() && Tables.characters(draft.get(Field.NAME)).size() <= 3;
  }

  /** Only a name of three, whose last two are the given name. */
  private static boolean canSwap(Draft draft) {
    List<String> name = Tables.characters(draft.get(Field.NAME));
    return draft.citizen().name().isHan() && name.size() == 3 && !name.get(1).equals(name.get(2));
  }

  private static boolean hadAnother(Draft draft) {
    return !draft.citizen().formerName().isEmpty()
        && draft.get(Field.NAME).equals(draft.citizen().name().text());
  }

  private static void sound(Draft draft) {
    List<String> characters = Tables.characters(draft.get(Field.NAME));
    int place = place(draft, characters, c -> !Characters.sameSound(c).isEmpty());
    List<String> others = Characters.sameSound(characters.get(place));
    // An input method offers the likely ones first.
    int choice = Math.min(draft.dice().below(others.size()), draft.dice().below(others.size()));
    replace(draft, characters, place, others.get(choice));
  }

  private static void shape(Draft draft) {
    List<String> characters = Tables.characters(draft.get(Field.NAME));
    int place = place(draft, characters, c -> !Characters.similar(c).isEmpty());
    String other = draft.dice().pick(Characters.similar(characters.get(place)));
    replace(draft, characters, place, other);
  }

  private static void traditional(Draft draft) {
    StringBuilder name = new StringBuilder();
    for (String character : Tables.characters(draft.get(Field.NAME))) {
      name.append(Characters.traditional(character).orElse(character));
    }
    draft.set(Field.NAME, name.toString());
  }

  private static void rareDot(Draft draft) {
    rare(draft, draft.dice().chance(0.6) ? "·" : "*");
  }

  /**
   * @param instead empty for the character's pinyin
   */
  private static void rare(Draft draft, String instead) {
    StringBuilder name = new StringBuilder();
    for (String character : Tables.characters(draft.get(Field.NAME))) {
      String pinyin = Characters.RARE.get(character);
      if (pinyin == null) {
        name.append(character);
      } else {
        name.append(instead.isEmpty() ? pinyin : instead);
      }
    }
    draft.set(Field.NAME, name.toString());
  }

  private static void dot(Draft draft, List<String> instead) {
    String joint = draft.dice().pick(instead);
    draft.set(Field.NAME, draft.get(Field.NAME).replace("·", joint));
  }

  private static void space(Draft draft) {
    String name = draft.get(Field.NAME);
    String blank = draft.dice().chance(0.7) ? " " : "\u3000";
    draft.set(Field.NAME, name.charAt(0) + blank + name.substring(1));
  }

  private static void bed(Draft draft) {
    String name = draft.get(Field.NAME);
    int bed = draft.dice().between(1, 60);
    draft.set(
        Field.NAME,
        switch (draft.dice().below(3)) {
          case 0 -> bed + "床" + name;
          case 1 -> name + "(" + bed + "床)";
          default -> "加" + bed + "床 " + name;
        });
  }

  private static void title(Draft draft) {
    draft.set(Field.NAME, draft.get(Field.NAME) + draft.dice().pick(TITLES));
  }

  private static void swap(Draft draft) {
    List<String> name = Tables.characters(draft.get(Field.NAME));
    draft.set(Field.NAME, name.get(0) + name.get(2) + name.get(1));
  }

  private static void byPrivate(Draft draft) {
    StringBuilder name = new StringBuilder();
    for (String character : Tables.characters(draft.get(Field.NAME))) {
      name.append(Characters.PRIVATE.getOrDefault(character, character));
    }
    draft.set(Field.NAME, name.toString());
  }

  private static void surname(Draft draft) {
    draft.set(Field.NAME, draft.citizen().name().family() + draft.dice().pick(ADDRESSED));
  }

  /** Who came along, or that nobody did. */
  private static void slash(Draft draft) {
    String self = draft.citizen().name().text();
    String other =
        draft.household().members().stream()
            .map(member -> member.name().text())
            .filter(name -> !name.equals(self))
            .findFirst()
            .orElse("本人");
    String beside = draft.dice().chance(0.5) ? other : "本人";
    draft.set(Field.NAME, self + (draft.dice().chance(0.7) ? "/" : "／") + beside);
  }

  private static void passportSlash(Draft draft) {
    draft.set(Field.NAME, draft.get(Field.NAME).replace(' ', '/'));
  }

  private static void previous(Draft draft) {
    draft.set(Field.NAME, draft.citizen().formerName());
    draft.set(Field.PREVIOUS_NAME, "");
  }

  private static int place(Draft draft, List<String> characters, Predicate<String> quality) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < characters.size(); i++) {
      if (quality.test(characters.get(i))) {
        places.add(i);
      }
    }
    return draft.dice().pick(places);
  }

  private static void replace(Draft draft, List<String> characters, int place, String other) {
    List<String> changed = new ArrayList<>(characters);
    changed.set(place, other);
    draft.set(Field.NAME, String.join("", changed));
  }
}
