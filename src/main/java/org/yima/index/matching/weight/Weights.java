package org.yima.index.matching.weight;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trained weights, as data: every link remembers the version that made it.
 *
 * @param version unique among all weights ever in use
 * @param schema the name of the schema that they are for
 * @param prior the odds, in bits, that two records taken by chance are one person's
 */
public record Weights(
    String version,
    String schema,
    double prior,
    Thresholds thresholds,
    List<ElementWeights> elements) {
  /** More than two to the hundredth is no odds that anybody has counted. */
  private static final double MOST_BITS = 100;

  private static final double MOST_OFF = 0.01;

  public Weights {
    elements = List.copyOf(elements);
    // With a prior that is no number no comparison holds, and every person that a score made parts.
    if (!Double.isFinite(prior) || Math.abs(prior) > MOST_BITS) {
      throw new IllegalArgumentException("the prior is odds in bits");
    }
  }

  /**
   * The same with what it says nothing of, levels that came after it was made, as another says it.
   */
  public Weights completed(Weights other) {
    List<ElementWeights> whole = new ArrayList<>();
    for (ElementWeights element : other.elements) {
      List<LevelWeight> own =
          elements.stream()
              .filter(e -> e.element().equals(element.element()))
              .flatMap(e -> e.levels().stream())
              .toList();
      List<LevelWeight> levels = new ArrayList<>(own);
      element.levels().stream()
          .filter(level -> own.stream().noneMatch(o -> o.level().equals(level.level())))
          .forEach(levels::add);
      whole.add(new ElementWeights(element.element(), levels));
    }
    return new Weights(version, schema, prior, thresholds, whole);
  }

  /**
   * For each element one pair in one stands at one of the levels: m and u add up, within a
   * hundredth, for levels that say nothing are given a little of both.
   *
   * @throws IllegalArgumentException where they do not
   */
  public void mustAddUp() {
    for (ElementWeights element : elements) {
      double m = element.levels().stream().mapToDouble(LevelWeight::m).sum();
      double u = element.levels().stream().mapToDouble(LevelWeight::u).sum();
      if (Math.abs(m - 1) > MOST_OFF || Math.abs(u - 1) > MOST_OFF) {
        throw new IllegalArgumentException("m and u of " + element.element() + " do not add up");
      }
    }
  }

  /** The same with other thresholds, under another version. */
  public Weights with(String otherVersion, Thresholds other) {
    return new Weights(otherVersion, schema, prior, other, elements);
  }

  /**
   * Reads the text form: {@code version}, {@code schema}, {@code prior}, {@code link}, {@code
   * review}, {@code contradiction}, each a line of name, tab, value; then a line of element, tab,
   * level, tab, m, tab, u for every level. Lines that begin with {@code #} are comments.
   */
  public static Weights parse(String text) {
    Map<String, String> heads = new LinkedHashMap<>();
    Map<String, List<LevelWeight>> levels = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] parts = line.split("\t", -1);
      if (parts.length == 2) {
        if (heads.put(parts[0], parts[1]) != null) {
          throw new IllegalArgumentException("weights say something twice");
        }
      } else if (parts.length == 4) {
        List<LevelWeight> of = levels.computeIfAbsent(parts[0], ignored -> new ArrayList<>());
        if (of.stream().anyMatch(before -> before.level().equals(parts[1]))) {
          throw new IllegalArgumentException("weights say something twice");
        }
        of.add(
            new LevelWeight(parts[1], Double.parseDouble(parts[2]), Double.parseDouble(parts[3])));
      } else {
        throw new IllegalArgumentException("a line of weights has two or four parts");
      }
    }
    return new Weights(
        head(heads, "version"),
        head(heads, "schema"),
        Double.parseDouble(head(heads, "prior")),
        new Thresholds(
            Double.parseDouble(head(heads, "link")),
            Double.parseDouble(head(heads, "review")),
            Double.parseDouble(head(heads, "contradiction"))),
        levels.entrySet().stream().map(e -> new ElementWeights(e.getKey(), e.getValue())).toList());
  }

  private static String head(Map<String, String> heads, String name) {
    String value = heads.get(name);
    if (value == null) {
      throw new IllegalArgumentException("weights without " + name);
    }
    return value;
  }

  /** The text form, which {@link #parse} reads back to an equal value. */
  public String text() {
    StringBuilder text = new StringBuilder();
    line(text, "version", version);
    line(text, "schema", schema);
    line(text, "prior", prior);
    line(text, "link", thresholds.link());
    line(text, "review", thresholds.review());
    line(text, "contradiction", thresholds.contradiction());
    for (ElementWeights element : elements) {
      for (LevelWeight level : element.levels()) {
        line(text, element.element(), level.level(), level.m(), level.u());
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder text, Object... parts) {
    for (int i = 0; i < parts.length; i++) {
      text.append(i == 0 ? "" : "\t").append(parts[i]);
    }
    text.append('\n');
  }
}
