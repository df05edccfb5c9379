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
  private static final Condition OTHER_NAME = level("name", "surname", "differs");
  private static final Condition OTHER_BIRTH = level("birth", "one part", "differs");
  private static final Condition OTHER_SEX = level("sex", "differs");
  private static final Condition BORN_TOGETHER = level("birth", "exact");

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              "one document, two people",
              all(SAME_DOCUMENT, any(OTHER_NAME, OTHER_BIRTH, OTHER_SEX)),
              Effect.ALARM),
          new Rule("twins differ", new Different("twin"), Effect.APART),
          new Rule(
              "mother and newborn",
              all(new OnlyOneHas("child"), not(SAME_DOCUMENT), level("birth", "differs")),
              Effect.APART),
          new Rule("two valid documents", new Different("valid document"), Effect.ASK),
          new Rule(
              "unnamed newborns",
              all(
                  any(new Same("child"), new Different("child"), new OnlyOneHas("child")),
                  not(SAME_DOCUMENT)),
              Effect.REVIEW),
          new Rule(
              "perhaps twins",
              all(
                  BORN_TOGETHER,
                  level("name", "one character", "surname", "differs"),
                  not(any(SAME_DOCUMENT, SAME_INSURANCE))),
              Effect.REVIEW),
          new Rule(
              "two cards of one institution",
              all(new Same("domain"), new Different("card"), not(SAME_DOCUMENT)),
              Effect.REVIEW));

  private CityRules() {}

  static RuleTable table() {
    return new RuleTable(RULES, SAME_DOCUMENT, Set.of("document"));
  }
}
