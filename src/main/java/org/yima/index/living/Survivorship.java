package org.yima.index.living;

import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.yima.index.living.Told.Rule;

/**
 * Which of several statements about one element survives. Each rule in turn keeps what it prefers
 * of what is left, and everything where it prefers nothing. The rule that is named is the last one
 * that left another value out. {@code docs/index-matching.md} has the table in words.
 *
 * <p>Birth date and sex are asked of the records only where the document of the view does not tell
 * them.
 */
final class Survivorship {
  /** For each element its rules, the strongest first. */
  static final Map<Element, List<Rule>> TABLE =
      new EnumMap<>(
          Map.of(
              Element.DOCUMENT, List.of(Rule.PROVED, Rule.MOST, Rule.NEWEST),
              Element.NAME, List.of(Rule.PROVED, Rule.OWN_NAME, Rule.MOST, Rule.NEWEST),
              Element.BIRTH_DATE, List.of(Rule.PROVED, Rule.MOST, Rule.NEWEST),
              Element.SEX, List.of(Rule.PROVED, Rule.MOST, Rule.NEWEST),
              Element.PHONE, List.of(Rule.LIVING, Rule.NEWEST),
              Element.ADDRESS, List.of(Rule.LIVING, Rule.NEWEST),
              Element.PREVIOUS_NAME, List.of(Rule.MOST, Rule.NEWEST),
              Element.OTHER_PHONE, List.of(Rule.LIVING, Rule.NEWEST),
              Element.INSURANCE_NUMBER, List.of(Rule.MOST, Rule.NEWEST),
              Element.GUARDIAN, List.of(Rule.MOST, Rule.NEWEST)));

  private Survivorship() {}

  /**
   * What one record says of the element.
   *
   * @param key equal for values that are the same but for their spelling
   * @param afterMother whether it is a name that calls a child after its mother
   */
  record Statement<T>(
      Told<T> told, Object key, boolean proved, boolean living, boolean afterMother) {}

  /** What survives; nothing when nobody says anything. */
  static <T> Optional<Told<T>> best(List<Statement<T>> said, List<Rule> rules) {
    List<Statement<T>> left = said;
    Rule by = Rule.UNDISPUTED;
    for (Rule rule : rules) {
      List<Statement<T>> kept = kept(left, rule);
      by = values(kept) < values(left) ? rule : by;
      left = kept;
    }
    Optional<Statement<T>> last = left.stream().max(latest());
    Rule decisive = left.isEmpty() || values(left) == 1 ? by : Rule.NEWEST;
    return last.map(statement -> statement.told().by(decisive));
  }

  private static <T> long values(List<Statement<T>> said) {
    return said.stream().map(Statement::key).distinct().count();
  }

  /** Of statements of one moment the record with the higher id counts as the later. */
  private static <T> Comparator<Statement<T>> latest() {
    return Comparator.comparing((Statement<T> s) -> s.told().since().toInstant())
        .thenComparing(s -> s.told().recordId());
  }

  private static <T> List<Statement<T>> kept(List<Statement<T>> said, Rule rule) {
    return switch (rule) {
      case PROVED -> preferred(said, Statement::proved);
      case OWN_NAME -> preferred(said, statement -> !statement.afterMother());
      case LIVING -> preferred(said, Statement::living);
      case MOST -> most(said);
      case NEWEST -> newest(said);
      case UNDISPUTED, DOCUMENT -> said;
    };
  }

  private static <T> List<Statement<T>> preferred(
      List<Statement<T>> said, Predicate<Statement<T>> wanted) {
    List<Statement<T>> kept = said.stream().filter(wanted).toList();
    return kept.isEmpty() ? said : kept;
  }

  private static <T> List<Statement<T>> most(List<Statement<T>> said) {
    Map<Object, Integer> counts = new HashMap<>();
    said.forEach(statement -> counts.merge(statement.key(), 1, Integer::sum));
    int most = counts.values().stream().max(Integer::compare).orElse(0);
    return said.stream().filter(statement -> counts.get(statement.key()) == most).toList();
  }

  private static <T> List<Statement<T>> newest(List<Statement<T>> said) {
    Optional<OffsetDateTime> last =
        said.stream()
            .map(statement -> statement.told().since())
            .max(Comparator.comparing(OffsetDateTime::toInstant));
    return said.stream()
        .filter(statement -> statement.told().since().isEqual(last.orElseThrow()))
        .toList();
  }
}
