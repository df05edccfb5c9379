package org.yima.index.matching.rule;

import java.util.List;
import java.util.Set;

/** Something that holds for a pair or not. The order of the two makes no difference. */
public sealed interface Condition {
  /** The condition with its names looked up once. */
  Test over(Naming naming);

  /** A condition at work. */
  @FunctionalInterface
  interface Test {
    /**
     * Whether it holds.
     *
     * @param pattern the levels, see {@link Pattern}
     */
    boolean holds(long pattern, int[] left, int leftAt, int[] right, int rightAt);
  }

  /** The element stands at one of these levels; {@code missing} is one too. */
  record AtLevel(String element, Set<String> levels) implements Condition {
    public AtLevel {
      levels = Set.copyOf(levels);
    }

    @Override
    public Test over(Naming naming) {
      int place = naming.element(element);
      long wanted = 0;
      for (String level : levels) {
        wanted |= 1L << naming.level(element, level);
      }
      long mask = wanted;
      return (pattern, left, leftAt, right, rightAt) ->
          (mask >>> Pattern.level(pattern, place) & 1) == 1;
    }
  }

  /** Both have a value, and the same. */
  record Same(String column) implements Condition {
    @Override
    public Test over(Naming naming) {
      int at = naming.column(column);
      return (pattern, left, leftAt, right, rightAt) ->
          left[leftAt + at] != 0 && left[leftAt + at] == right[rightAt + at];
    }
  }

  /** Both have a value, and different ones. */
  record Different(String column) implements Condition {
    @Override
    public Test over(Naming naming) {
      int at = naming.column(column);
      return (pattern, left, leftAt, right, rightAt) ->
          left[leftAt + at] != 0
              && right[rightAt + at] != 0
              && left[leftAt + at] != right[rightAt + at];
    }
  }

  /** One has a value and the other has none. */
  record OnlyOneHas(String column) implements Condition {
    @Override
    public Test over(Naming naming) {
      int at = naming.column(column);
      return (pattern, left, leftAt, right, rightAt) ->
          (left[leftAt + at] == 0) != (right[rightAt + at] == 0);
    }
  }

  /** All of them hold. */
  record All(List<Condition> conditions) implements Condition {
    public All {
      conditions = List.copyOf(conditions);
    }

    @Override
    public Test over(Naming naming) {
      Test[] tests = conditions.stream().map(c -> c.over(naming)).toArray(Test[]::new);
      return (pattern, left, leftAt, right, rightAt) -> {
        for (Test test : tests) {
          if (!test.holds(pattern, left, leftAt, right, rightAt)) {
            return false;
          }
        }
        return true;
      };
    }
  }

  /** At least one of them holds. */
  record Any(List<Condition> conditions) implements Condition {
    public Any {
      conditions = List.copyOf(conditions);
    }

    @Override
    public Test over(Naming naming) {
      Test[] tests = conditions.stream().map(c -> c.over(naming)).toArray(Test[]::new);
      return (pattern, left, leftAt, right, rightAt) -> {
        for (Test test : tests) {
          if (test.holds(pattern, left, leftAt, right, rightAt)) {
            return true;
          }
        }
        return false;
      };
    }
  }

  /** It does not hold. */
  record Not(Condition condition) implements Condition {
    @Override
    public Test over(Naming naming) {
      Test test = condition.over(naming);
      return (pattern, left, leftAt, right, rightAt) ->
          !test.holds(pattern, left, leftAt, right, rightAt);
    }
  }

  /** {@link AtLevel}. */
  static Condition level(String element, String... levels) {
    return new AtLevel(element, Set.of(levels));
  }

  /** {@link All}. */
  static Condition all(Condition... conditions) {
    return new All(List.of(conditions));
  }

  /** {@link Any}. */
  static Condition any(Condition... conditions) {
    return new Any(List.of(conditions));
  }

  /** {@link Not}. */
  static Condition not(Condition condition) {
    return new Not(condition);
  }
}
