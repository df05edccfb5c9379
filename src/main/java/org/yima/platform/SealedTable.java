package org.yima.platform;

/**
 * A table whose committed rows are chained by hash, so that a changed, removed or inserted row
 * shows. A trigger puts each new row into {@code seal_queue} under the chain's name.
 */
public interface SealedTable {
  /** The chain's name, which the table's trigger names too. */
  String chain();

  /**
   * A query that answers {@code bucket}, {@code id} and {@code canonical} (text: the row's facts in
   * a stated, fixed order) for the rows whose buckets are in {@code $1} (int array) and whose ids
   * stand at the same places of {@code $2} (uuid array).
   */
  String canonicalRows();
}
