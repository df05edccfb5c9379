package org.yima.index.matching.schema;

import java.util.Set;

/**
 * Elements that are no independent evidence. Only agreement is counted once; all that speaks
 * against counts.
 */
public sealed interface Dependence {
  /**
   * Where the leader agrees so, the agreement of its followers says nothing more: a document number
   * contains the date of birth.
   *
   * @param levels of the leader
   */
  record Absorbs(String leader, Set<String> levels, Set<String> followers) implements Dependence {
    public Absorbs {
      levels = Set.copyOf(levels);
      followers = Set.copyOf(followers);
    }
  }

  /** Of these only the strongest agreement counts: a family shares phone and address. */
  record OnceOnly(Set<String> elements) implements Dependence {
    public OnceOnly {
      elements = Set.copyOf(elements);
    }
  }
}
