package org.yima.index.matching.column;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One value of every record.
 *
 * @param name unique within a schema
 * @param dictionary columns that name the same one can be compared with each other
 * @param ofRow takes the value out of a source's row; empty for "missing". Not used when derived
 * @param derived the column that this one follows from, value by value
 */
public record Column(
    String name, String dictionary, Function<String[], String> ofRow, Optional<Derived> derived) {
  /**
   * A column that follows from another.
   *
   * @param ofValue called once for every distinct value of that column
   */
  public record Derived(String from, UnaryOperator<String> ofValue) {}

  /** A column of its own dictionary. */
  public static Column of(String name, Function<String[], String> ofRow) {
    return new Column(name, name, ofRow, Optional.empty());
  }

  /** A column whose values may be compared with those of another. */
  public static Column of(String name, String dictionary, Function<String[], String> ofRow) {
    return new Column(name, dictionary, ofRow, Optional.empty());
  }

  /** A column that follows from another. */
  public static Column derived(String name, String from, UnaryOperator<String> ofValue) {
    return new Column(
        name, name, row -> "", Optional.of(new Derived(Objects.requireNonNull(from), ofValue)));
  }
}
