package org.yima.index.store;

import io.vertx.mutiny.sqlclient.Row;
import java.util.Optional;
import org.yima.platform.Id;
import org.yima.platform.IdType;

/**
 * Two records that are one person's by themselves. Equal whichever way round it was found.
 *
 * @param one the one with the lower id
 * @param byDocument by an equal document and name, with nothing that contradicts
 * @param score in thousandths of a bit
 * @param weights the version under which it was weighed
 * @param engine by which it was compared; empty of a time that named none
 */
public record Edge(
    Id one, Id other, boolean byDocument, int score, String weights, Optional<String> engine) {
  public Edge {
    if (one.compareTo(other) > 0) {
      Id lower = other;
      other = one;
      one = lower;
    }
  }

  static Edge of(Row row) {
    return new Edge(
        new Id(IdType.RECORD, row.getUUID("record_id")),
        new Id(IdType.RECORD, row.getUUID("other_id")),
        row.getBoolean("by_document"),
        row.getInteger("score"),
        row.getString("weights"),
        Optional.ofNullable(row.getString("engine")));
  }

  /** The record at its other end. */
  public Id end(Id from) {
    return from.equals(one) ? other : one;
  }

  /** Whether it is a link of this record. */
  public boolean touches(Id record) {
    return one.equals(record) || other.equals(record);
  }
}
