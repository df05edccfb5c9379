package org.yima.index.matching.rule;

import java.util.List;
import java.util.Set;

/**
 * The rules above the score; the first that holds counts.
 *
 * @param anchor a link of this kind holds even where a record passes with two persons
 * @param watched elements whose agreement lets no pair be given up before all is compared, because
 *     an {@link Effect#ALARM} may hold
 */
public record RuleTable(List<Rule> rules, Condition anchor, Set<String> watched) {
  public RuleTable {
    rules = List.copyOf(rules);
    watched = Set.copyOf(watched);
  }

  /** No rules: the score decides alone. */
  public static RuleTable none() {
    return new RuleTable(List.of(), Condition.any(), Set.of());
  }
}
