package org.yima.index.store;

import org.yima.platform.Id;

/**
 * Two records that would link were it not for a rule about that pair; others may still bring them
 * together. Equal whichever way round it was found.
 *
 * @param one the one with the lower id
 */
public record Barred(Id one, Id other) {
  public Barred {
    if (one.compareTo(other) > 0) {
      Id lower = other;
      other = one;
      one = lower;
    }
  }

  /** Whether it is about this record. */
  public boolean touches(Id record) {
    return one.equals(record) || other.equals(record);
  }
}
