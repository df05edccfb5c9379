package org.yima.index.matching.weight;

import java.util.List;

/**
 * The weights of one element's levels, in the order of the levels; "missing", if it has weights,
 * last.
 */
public record ElementWeights(String element, List<LevelWeight> levels) {
  public ElementWeights {
    levels = List.copyOf(levels);
  }
}
