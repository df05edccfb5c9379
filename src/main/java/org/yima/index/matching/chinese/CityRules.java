package org.yima.index.matching.chinese;

import static org.yima.index.matching.rule.Condition.all;
import static org.yima.index.matching.rule.Condition.any;
import static org.yima.index.matching.rule.Condition.level;
import static org.yima.index.matching.rule.Condition.not;

import java.util.List;
import java.util.Set;
import org.yima.index.matching.rule.Condition;
import org.yima.index.matching.rule.Condition.Different;
import org.yima.index.matching.rule.Condition.OnlyOneHas;
import org.yima.index.matching.rule.Condition.Same;
import org.yima.index.matching.rule.Effect;
import org.yima.index.matching.rule.Rule;
import org.yima.index.matching.rule.RuleTable;

/** The table above the score for the records of a city. The first rule that holds counts. */
final class CityRules {
  private static final Condition SAME_DOCUMENT = level("document", "exact");
  private static final Condition SAME_INSURANCE = level("insurance", "exact");
  private static final Condition OTHER_BIRTH = level("birth", "one part", "differs");
  private static final Condition OTHER_SEX = level("sex", "differs");
  private static final Condition BORN_TOGETHER = level("birth", "exact");

  /**
   * More than a character, its sound or a substitute: another given name is another's, too, for
   * cards are lent among brothers and sisters. A former name that one of the two gives is none.
   */
  private static final Condition OTHER_NAME = level("name", "surname", "differs");

  /** Of one kind that is for life. Another kind, or one that is given anew, contradicts nobody. */
  private static final Condition TWO_NUMBERS =
      any(
          new Different("resident number"),
          new Different("residence card"),
          new Different("permanent residence"));

  private static final Condition ONE_FAMILY =
      any(
          level("phone", "exact"),
          level("address", "exact", "close"),
          level("guardian", "document", "name", "same sound"));

  /** Of the same family, sex and day of birth, and nothing says that there were two that day. */
  private static final Condition THE_CHILD_OF_THAT_DAY =
      all(
          BORN_TOGETHER,
          level("sex", "exact"),
          level("guardian", "document", "name"),
          not(new OnlyOneHas("twin")));

  /**
   * A child whose card is called after its mother, and one with a name that names nobody. Who
   * writes the mother's name as wards do also marks which of several a child is.
   */
  private static final Condition WHOSE_MOTHER_WAS_TOLD =
      all(
          BORN_TOGETHER,
          level("sex", "exact"),
          level("phone", "exact"),
          new OnlyOneHas("mother"),
          level("guardian", "missing"),
          not(new OnlyOneHas("twin")));

  private static final Condition UNNAMED =
      any(new Same("child"), new Different("child"), new OnlyOneHas("child"));

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              "one document, two people",
              any(
                  all(SAME_DOCUMENT, any(OTHER_NAME, OTHER_BIRTH, OTHER_SEX)),
                  level("document", "borrowed")),
              Effect.ALARM),
          new Rule("twins differ", new Different("twin"), Effect.APART),
          new Rule(
              "mother and newborn",
              all(new OnlyOneHas("child"), not(SAME_DOCUMENT), level("birth", "differs")),
              Effect.APART),
          new Rule("two valid documents", TWO_NUMBERS, Effect.ASK),
          new Rule(
              "another name and more",
              all(
                  level("name", "surname", "differs"),
                  not(SAME_DOCUMENT),
                  any(
                      OTHER_SEX,
                      level("insurance", "differs"),
                      not(any(BORN_TOGETHER, level("birth", "missing"))))),
              Effect.APART),
          new Rule(
              "another birth and another name",
              all(
                  OTHER_BIRTH,
                  level("name", "one character", "surname", "differs"),
                  not(SAME_DOCUMENT)),
              Effect.ASK),
          new Rule(
              "a boy and a girl of one day",
              all(
                  OTHER_SEX,
                  BORN_TOGETHER,
                  any(UNNAMED, level("name", "same sound")),
                  ONE_FAMILY,
                  not(any(SAME_DOCUMENT, SAME_INSURANCE))),
              Effect.ASK),
          new Rule(
              "brothers and sisters of one day",
              all(
                  BORN_TOGETHER,
                  any(
                      level("name", "one character", "surname", "differs"),
                      all(level("name", "substitute"), level("insurance", "differs"))),
                  ONE_FAMILY,
                  not(any(SAME_DOCUMENT, SAME_INSURANCE))),
              Effect.ASK),
          new Rule(
              "perhaps twins",
              all(
                  BORN_TOGETHER,
                  any(
                      level("name", "one character", "surname", "differs"),
                      all(
                          level("name", "same sound"),
                          any(level("insurance", "differs"), ONE_FAMILY))),
                  not(any(SAME_DOCUMENT, SAME_INSURANCE))),
              Effect.REVIEW),
          new Rule(
              "newborns whose mother is not known",
              all(
                  UNNAMED,
                  not(any(SAME_DOCUMENT, WHOSE_MOTHER_WAS_TOLD)),
                  level("guardian", "missing", "another document", "differs")),
              Effect.WAIT),
          new Rule(
              "unnamed newborns",
              all(UNNAMED, not(any(SAME_DOCUMENT, THE_CHILD_OF_THAT_DAY, WHOSE_MOTHER_WAS_TOLD))),
              Effect.REVIEW),
          new Rule(
              "two cards of one institution",
              all(new Same("domain"), new Different("card"), not(SAME_DOCUMENT)),
              Effect.CONFIRM));

  private CityRules() {}

  static RuleTable table() {
    return new RuleTable(RULES, SAME_DOCUMENT, Set.of("document"));
  }
}
