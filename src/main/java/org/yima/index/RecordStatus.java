package org.yima.index;

/** What became of a source record. */
public enum RecordStatus {
  /** Current at its source. */
  FOUND,
  /** Its card has been retired; it still resolves to its owner. */
  RETIRED,
  /** Taken back by its source, as by the roll-back of a migration: nobody finds it. */
  WITHDRAWN
}
