package org.yima.index.matching;

import java.util.Set;
import org.yima.platform.Id;

/**
 * A pair that people have to look at.
 *
 * @param other the record that was there before
 * @param differs in what they contradict; empty when nothing contradicts and too little agrees
 */
public record Doubt(Id other, Kind kind, Set<Difference> differs) {
  public Doubt {
    differs = Set.copyOf(differs);
  }

  /** Why people have to look. */
  public enum Kind {
    /** One document number, contradicting people: a borrowed identity, a child, a dummy number. */
    IMPERSONATION,
    /** Nothing contradicts, but too little is known, or more than one person would fit. */
    DOUBT
  }
}
