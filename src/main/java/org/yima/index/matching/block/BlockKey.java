package org.yima.index.matching.block;

import java.util.List;

/**
 * Records that agree in all columns of one alternative are looked at as a pair.
 *
 * @param name how reports call it
 * @param alternatives of each, the columns that must all be there; values of all alternatives meet
 *     in the same blocks, so that one may stand in the place of another
 * @param refinement columns by which a block that is too large is divided before it is dropped
 * @param cap the size up to which a block is looked at
 */
public record BlockKey(
    String name, List<List<String>> alternatives, List<String> refinement, int cap) {
  public BlockKey {
    alternatives = alternatives.stream().map(List::copyOf).toList();
    refinement = List.copyOf(refinement);
  }

  /** A key with one alternative that is named for its columns. */
  public static BlockKey of(int cap, String... columns) {
    return new BlockKey(String.join(" + ", columns), List.of(List.of(columns)), List.of(), cap);
  }

  /** The same key whose blocks are divided by more columns when they are too large. */
  public BlockKey refinedBy(String... columns) {
    return new BlockKey(name, alternatives, List.of(columns), cap);
  }
}
