package org.yima.samples.population;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yima.samples.Sex;

/** How a family names its members. */
enum Naming {
  /** Surname and given name. */
  HAN {
    @Override
    Name adult(Dice dice, int year, Sex sex) {
      return new Name(HanNames.surname(dice), HanNames.given(dice, year, sex), "");
    }

    @Override
    Name child(Dice dice, int year, Sex sex, Name parent) {
      return new Name(parent.family(), HanNames.given(dice, year, sex), "");
    }

    @Override
    Name sibling(Dice dice, int year, Sex sex, Name elder) {
      String given =
          dice.chance(SHARES_CHARACTER)
              ? HanNames.sharing(dice, elder.given(), year, sex)
              : HanNames.given(dice, year, sex);
      return new Name(elder.family(), given, "");
    }
  },
  /** Own name, dot, father's name. */
  UYGHUR {
    @Override
    Name adult(Dice dice, int year, Sex sex) {
      return new Name(word(dice, "UYGHUR MALE"), word(dice, "UYGHUR " + sex), "·");
    }

    @Override
    Name child(Dice dice, int year, Sex sex, Name parent) {
      return new Name(parent.given(), word(dice, "UYGHUR " + sex), "·");
    }
  },
  /** Two words and no surname. */
  TIBETAN {
    @Override
    Name adult(Dice dice, int year, Sex sex) {
      return new Name("", word(dice, "TIBETAN MALE") + word(dice, "TIBETAN " + sex), "");
    }

    @Override
    Name child(Dice dice, int year, Sex sex, Name parent) {
      return adult(dice, year, sex);
    }
  },
  /** Foreigners, as their passports have it. */
  LATIN {
    @Override
    Name adult(Dice dice, int year, Sex sex) {
      return new Name(word(dice, "LATIN FAMILY"), word(dice, "LATIN " + sex), " ");
    }

    @Override
    Name child(Dice dice, int year, Sex sex, Name parent) {
      return new Name(parent.family(), word(dice, "LATIN " + sex), " ");
    }
  };

  private static final double SHARES_CHARACTER = 0.35;

  /**
   * @param family surname; of Uyghurs the father's name; empty where there is none
   * @param joint what stands between the two: a dot, a space, nothing
   */
  record Name(String family, String given, String joint) {
    /** In the order in which the people write it. */
    String text() {
      return joint.equals("·") ? given + joint + family : family + joint + given;
    }

    boolean isHan() {
      return joint.isEmpty() && !family.isEmpty();
    }
  }

  /** Somebody whose parents are not in the household. */
  abstract Name adult(Dice dice, int year, Sex sex);

  /**
   * @param parent the father, sometimes the mother
   */
  abstract Name child(Dice dice, int year, Sex sex, Name parent);

  /** A younger brother or sister, who may share a character. */
  Name sibling(Dice dice, int year, Sex sex, Name elder) {
    return new Name(elder.family(), adult(dice, year, sex).given(), elder.joint());
  }

  private static String word(Dice dice, String list) {
    return dice.pick(Words.LISTS.get(list));
  }

  /** Read when first used, since an enum's own fields come after its constants. */
  private static final class Words {
    static final Map<String, List<String>> LISTS = read();

    private static Map<String, List<String>> read() {
      Map<String, List<String>> lists = new HashMap<>();
      for (List<String> line : Tables.lines("dotted.txt")) {
        lists.put(line.get(0) + " " + line.get(1), line.subList(2, line.size()));
      }
      return lists;
    }
  }
}
