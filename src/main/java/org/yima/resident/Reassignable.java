package org.yima.resident;

import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Set;
import org.yima.platform.Id;
import org.yima.platform.SqlTx;

/**
 * A room's share in un-merging: every room with rows that name a resident has a bean of this type
 * that covers those tables. A row keeps its bucket and id for life; only its {@code resident_id}
 * changes, and the step is remembered so that it can be undone.
 *
 * <p>Steps are idempotent by {@link Reassignment#id()}: applying or undoing twice changes nothing.
 */
public interface Reassignable {
  /** The tables it covers. A test fails on a table with {@code resident_id} that nobody covers. */
  Set<String> tables();

  /** The source records under which rows of the resident arose that a step would move. */
  Uni<Set<Id>> records(Id resident);

  /** How many rows of each table would move. */
  Uni<Map<String, Long>> preview(Reassignment step);

  /** Moves them and remembers which. */
  Uni<Void> apply(SqlTx tx, Reassignment step);

  /** Moves exactly those rows back that {@link #apply} had moved. */
  Uni<Void> undo(SqlTx tx, Reassignment step);
}
