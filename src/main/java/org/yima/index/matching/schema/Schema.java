package org.yima.index.matching.schema;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.yima.index.matching.block.BlockKey;
import org.yima.index.matching.column.Column;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.rule.Naming;
import org.yima.index.matching.rule.Pattern;
import org.yima.index.matching.rule.RuleTable;

/**
 * Everything about a population that is no number: its fields, what is compared and how, by which
 * keys pairs are found, and the rules above the score.
 *
 * @param fields of a row as its source gives it, in their order
 * @param notWithin records with the same value in this column are never compared: two files that
 *     are linked and each have nobody twice
 */
public record Schema(
    String name,
    List<String> fields,
    List<Column> columns,
    List<Element> elements,
    List<Dependence> dependences,
    List<BlockKey> keys,
    RuleTable rules,
    Optional<String> notWithin) {
  public Schema {
    fields = List.copyOf(fields);
    columns = List.copyOf(columns);
    elements = List.copyOf(elements);
    dependences = List.copyOf(dependences);
    keys = List.copyOf(keys);
    if (elements.size() > Pattern.MOST_ELEMENTS) {
      throw new IllegalArgumentException("more than " + Pattern.MOST_ELEMENTS + " elements");
    }
  }

  /** An empty table for rows of this schema. */
  public Table table() {
    return new Table(columns);
  }

  /** The place of an element in a pattern. */
  public int element(String element) {
    for (int i = 0; i < elements.size(); i++) {
      if (elements.get(i).name().equals(element)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no element named " + element);
  }

  /** Where names stand, for rules over a table of this schema. */
  public Naming naming(Table table) {
    return new Naming() {
      @Override
      public int element(String element) {
        return Schema.this.element(element);
      }

      @Override
      public int level(String element, String level) {
        return elements.get(element(element)).level(level);
      }

      @Override
      public int column(String column) {
        return table.column(column);
      }
    };
  }

  /**
   * The elements that say anything about a column of a key: they agree in its blocks by themselves.
   */
  public Set<Integer> touchedBy(BlockKey key) {
    Set<String> roots =
        key.alternatives().stream()
            .flatMap(List::stream)
            .flatMap(column -> related(column).stream())
            .collect(Collectors.toSet());
    Set<Integer> touched = new HashSet<>();
    for (int i = 0; i < elements.size(); i++) {
      if (elements.get(i).comparison().columns().stream()
          .flatMap(column -> related(column).stream())
          .anyMatch(roots::contains)) {
        touched.add(i);
      }
    }
    for (Dependence dependence : dependences) {
      if (dependence instanceof Dependence.OnceOnly once) {
        Set<Integer> group =
            once.elements().stream().map(this::element).collect(Collectors.toSet());
        if (group.stream().anyMatch(touched::contains)) {
          touched.addAll(group);
        }
      }
    }
    return touched;
  }

  /** The column and those that it follows from. */
  private Set<String> related(String column) {
    Set<String> found = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(column));
    while (!open.isEmpty()) {
      String next = open.pop();
      if (found.add(next)) {
        columns.stream()
            .filter(c -> c.name().equals(next))
            .flatMap(c -> c.derived().stream())
            .forEach(derived -> open.push(derived.from()));
      }
    }
    return found;
  }
}
